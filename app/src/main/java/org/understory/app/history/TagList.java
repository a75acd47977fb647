package org.understory.app.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.understory.app.control.Shown;
import org.understory.app.control.Times;
import org.understory.app.server.RegistryTags.Tag;
import org.understory.app.text.ImageText;
import org.understory.model.container.Image;
import org.understory.model.container.ImageReference;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** The tags of an image, with what is known of each. */
final class TagList extends ListView<Tag> {
  /** Pixels of two lines. */
  private static final double ROW = 46;

  private static final double BORDER = 4;

  private final Times times;
  private final Messages messages;
  private final ImageText words;

  /**
   * @param closer hears of which tag more is to be found out
   * @param compare hears with which image what runs is to be compared
   */
  TagList(
      Consumer<String> closer, Consumer<ImageReference> compare, Times times, Messages messages) {
    this.times = times;
    this.messages = messages;
    this.words = new ImageText(messages);
    setId("registry-tags");
    setAccessibleText(messages.get("history.registry.list"));
    setFixedCellSize(ROW);
    setCellFactory(_ -> new TagCell());
    MenuItem look = new MenuItem(messages.get("history.registry.closer"));
    look.setOnAction(event -> selected().ifPresent(tag -> closer.accept(tag.name())));
    MenuItem with = new MenuItem(messages.get("history.registry.compare"));
    with.setOnAction(event -> selected().ifPresent(tag -> compare.accept(tag.reference())));
    setContextMenu(new ContextMenu(look, with));
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            look.fire();
            event.consume();
          }
        });
    setOnMouseClicked(
        event -> {
          if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            look.fire();
          }
        });
  }

  private Optional<Tag> selected() {
    return Optional.ofNullable(getSelectionModel().getSelectedItem());
  }

  /**
   * Lists these; what was selected stays so.
   *
   * @param most rows that there is room for
   */
  void show(List<Tag> tags, double most) {
    double height = Math.min(tags.size(), most) * ROW + BORDER;
    setMinHeight(height);
    setMaxHeight(height);
    if (getItems().equals(tags)) {
      return;
    }
    Optional<String> before = selected().map(Tag::name);
    getItems().setAll(tags);
    int row =
        before
            .map(name -> tags.stream().map(Tag::name).toList().indexOf(name))
            .filter(it -> it >= 0)
            .orElse(0);
    getSelectionModel().clearAndSelect(row);
  }

  private String known(Image image) {
    return Stream.of(
            image.version().map(Sanitizer::line),
            image.created().stream().mapToObj(times::day).findFirst(),
            Optional.of(words.layers(image)),
            Optional.of(words.digest(image)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" \u00b7 "));
  }

  private final class TagCell extends ListCell<Tag> {
    private final Label name = new Label();
    private final Label followed = new Label(messages.get("history.registry.followed"));
    private final Label known = new Label();
    private final VBox all;

    TagCell() {
      name.getStyleClass().add("tag-name");
      followed.getStyleClass().addAll("chip", "ref");
      known.getStyleClass().add("muted");
      HBox first = new HBox(8, name, followed);
      first.setAlignment(Pos.CENTER_LEFT);
      all = new VBox(2, first, known);
      all.setAlignment(Pos.CENTER_LEFT);
      all.setMinWidth(0);
      // A long name ends in dots, and does not make the list wider.
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(Tag tag, boolean empty) {
      super.updateItem(tag, empty);
      if (empty || tag == null) {
        setGraphic(null);
        setAccessibleText("");
        return;
      }
      name.setText(Sanitizer.line(tag.name()));
      Shown.set(followed, tag.followed());
      String facts = tag.image().map(TagList.this::known).orElse("");
      known.setText(facts);
      Shown.set(known, !facts.isEmpty());
      setGraphic(all);
      setAccessibleText(
          Stream.of(name.getText(), tag.followed() ? followed.getText() : "", facts)
              .filter(it -> !it.isEmpty())
              .collect(Collectors.joining(", ")));
    }
  }
}
