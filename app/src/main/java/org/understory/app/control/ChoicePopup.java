package org.understory.app.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.understory.app.control.ChoiceLines.Line;
import org.understory.app.control.ChoicePicker.Prompts;
import org.understory.app.control.ChoicePicker.Words;

/** The list of a {@link ChoicePicker}, with its search field. */
final class ChoicePopup<T> extends Popup {
  private static final double LEAST_WIDTH = 420;
  private static final double HEIGHT = 400;

  private final ChoicePicker<T> picker;
  private final Function<T, Words> words;
  private final Function<String, Optional<T>> typed;
  private final TextField search = new TextField();
  private final ListView<Line<T>> list = new ListView<>();
  private final VBox box = new VBox(search, list);

  ChoicePopup(
      ChoicePicker<T> picker,
      Prompts prompts,
      Function<T, Words> words,
      Function<String, Optional<T>> typed) {
    this.picker = picker;
    this.words = words;
    this.typed = typed;
    setAutoHide(true);
    setHideOnEscape(true);
    search.setPromptText(prompts.search());
    search.setId("choice-search");
    search.textProperty().addListener((text, before, now) -> fill(now));
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    list.setId("choice-list");
    list.setPlaceholder(new Label(prompts.noMatch()));
    list.setCellFactory(view -> new LineCell());
    list.setFocusTraversable(false);
    list.getStyleClass().add("choice-list");
    VBox.setVgrow(list, Priority.ALWAYS);
    box.getStyleClass().add("choice-popup");
    box.setPrefHeight(HEIGHT);
    getContent().add(box);
  }

  void open(String query, Bounds below) {
    box.getStylesheets().setAll(picker.getScene().getStylesheets());
    box.setPrefWidth(Math.max(LEAST_WIDTH, below.getWidth()));
    // Filled only when it is shown: what is hidden finds none of the theme's colours.
    show(picker, below.getMinX(), below.getMaxY() + 4);
    search.setText(query);
    search.positionCaret(query.length());
    fill(query);
    search.requestFocus();
  }

  private void fill(String query) {
    List<Line<T>> lines = ChoiceLines.matching(picker.choices(), words, query, typed);
    list.getItems().setAll(lines);
    int chosen =
        query.isEmpty()
            ? picker
                .valueProperty()
                .get()
                .map(it -> lines.indexOf(new Line.Choice<>(it)))
                .orElse(-1)
            : -1;
    select(chosen >= 0 ? chosen : 0, 1);
    list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
  }

  private void onKey(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> move(at + 1, 1);
      case UP -> move(at - 1, -1);
      case PAGE_DOWN -> move(Math.min(at + 8, list.getItems().size() - 1), -1);
      case PAGE_UP -> move(Math.max(at - 8, 0), 1);
      case ENTER -> pick(list.getSelectionModel().getSelectedItem());
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int to, int step) {
    select(to, step);
    list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
  }

  /** Selects the first choice from {@code index} on; headings are passed over. */
  private void select(int index, int step) {
    for (int i = index; i >= 0 && i < list.getItems().size(); i += step) {
      if (list.getItems().get(i) instanceof Line.Choice) {
        list.getSelectionModel().select(i);
        return;
      }
    }
  }

  private void pick(Line<T> line) {
    if (line instanceof Line.Choice<T>(T choice)) {
      hide();
      picker.pick(choice);
    }
  }

  /** A heading, or a choice on two lines. */
  private final class LineCell extends ListCell<Line<T>> {
    private final Label title = new Label();
    private final Label detail = new Label();
    private final VBox both = new VBox(title, detail);

    private LineCell() {
      title.getStyleClass().add("choice-title");
      detail.getStyleClass().addAll("choice-detail", "text-muted");
      both.setMinWidth(0);
      setPrefWidth(0);
      setOnMouseClicked(event -> pick(getItem()));
    }

    @Override
    protected void updateItem(Line<T> line, boolean empty) {
      super.updateItem(line, empty);
      getStyleClass().remove("choice-heading");
      setText(null);
      setGraphic(null);
      setDisable(false);
      switch (empty ? null : line) {
        case null -> {}
        case Line.Heading<T>(String heading) -> {
          getStyleClass().add("choice-heading");
          setText(heading);
          setDisable(true);
        }
        case Line.Choice<T>(T choice) -> {
          Words said = words.apply(choice);
          title.setText(said.title());
          detail.setText(said.detail());
          setGraphic(both);
        }
      }
    }
  }
}
