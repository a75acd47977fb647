package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.understory.app.content.ContentView;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.text.ConfigText;
import org.understory.model.config.ConfigEdit;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigFile;
import org.understory.model.config.ConfigSides;
import org.understory.model.config.ConfigSides.Pair;
import org.understory.resources.Messages;

/** Draws what two of three sides say of one file of {@code /etc}, side by side. */
final class ConfigSidesView extends VBox {
  private final ConfigSidesViewModel model;
  private final Messages messages;
  private final ConfigText words;
  private final Label title = new Label();
  private final Label remark = new Label();
  private final HBox choice = new HBox();
  private final HBox names = new HBox();
  private final Label same = new Label();
  private final ContentView content;

  /**
   * @param close looks at nothing any more
   */
  ConfigSidesView(ConfigSidesViewModel model, Runnable close, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new ConfigText(messages);
    content = new ContentView(model.content(), messages);
    getStyleClass().add("sides");
    title.getStyleClass().add("strong");
    title.setId("config-sides-title");
    title.setMinWidth(0);
    remark.getStyleClass().addAll("muted", "config-sides-remark");
    remark.setWrapText(true);
    same.setText(messages.get("compare.config.same-content"));
    same.getStyleClass().add("muted");
    names.setId("config-sides-names");
    StackPane body = new StackPane(content, same);
    body.setMinHeight(0);
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(head(close), remark, names, body);
    model.entryProperty().subscribe(entry -> entry.ifPresent(this::name));
    model.sidesProperty().subscribe(_ -> draw());
    model.pairProperty().subscribe(_ -> draw());
  }

  private Node head(Runnable close) {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    choice.getStyleClass().add("closeness");
    choice.setAlignment(Pos.CENTER);
    choice.setMinWidth(Region.USE_PREF_SIZE);
    Button shut = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    shut.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    shut.setTooltip(new Tip(messages.get("compare.close")));
    shut.setAccessibleText(messages.get("compare.close"));
    shut.setId("config-sides-close");
    shut.setOnAction(event -> close.run());
    HBox head = new HBox(10, title, space, choice, shut);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("sides-head");
    return head;
  }

  private void name(ConfigEntry entry) {
    title.setText(line(entry.path()));
    String meaning = messages.get("compare.config.tip." + ConfigText.Group.of(entry).key());
    remark.setText(
        words
            .remark(entry)
            .filter(_ -> isMoreThanContent(entry))
            .map(it -> messages.get("compare.config.remark", meaning, it))
            .orElse(meaning));
  }

  /** Of most only the text is another, which can be seen. */
  private static boolean isMoreThanContent(ConfigEntry entry) {
    return entry.yoursBecame().isPresent()
        || entry.theirsBecame().isPresent()
        || entry.yours() == ConfigEdit.REMOVED
        || entry.theirs() == ConfigEdit.REMOVED;
  }

  private void draw() {
    List<Pair> pairs = model.sidesProperty().get().map(ConfigSides::telling).orElse(List.of());
    Optional<Pair> shown = model.pairProperty().get();
    choice.getChildren().setAll(pairs.stream().map(it -> button(it, pairs, shown)).toList());
    Shown.set(choice, pairs.size() > 1);
    Shown.set(names, shown.isPresent());
    Shown.set(same, model.sidesProperty().get().isPresent() && pairs.isEmpty());
    shown.ifPresent(
        pair -> {
          ConfigSides sides = model.sidesProperty().get().orElseThrow();
          names
              .getChildren()
              .setAll(
                  side(pair == Pair.YOURS_AND_NEW ? "yours" : "old", sides.before(pair)),
                  side(pair == Pair.OLD_AND_YOURS ? "yours" : "new", sides.after(pair)));
        });
  }

  private ToggleButton button(Pair pair, List<Pair> pairs, Optional<Pair> shown) {
    String key = pair.name().toLowerCase(Locale.ROOT).replace('_', '-');
    ToggleButton button = new ToggleButton(messages.get("compare.config.pair." + key));
    String place = pair == pairs.getFirst() ? Styles.LEFT_PILL : Styles.CENTER_PILL;
    button
        .getStyleClass()
        .addAll(pair == pairs.getLast() ? Styles.RIGHT_PILL : place, Styles.SMALL);
    button.setId("config-pair-" + key);
    button.setSelected(shown.equals(Optional.of(pair)));
    button.setOnAction(
        event -> {
          button.setSelected(true);
          model.choose(pair);
        });
    return button;
  }

  private Node side(String side, Optional<ConfigFile> file) {
    String name = messages.get("compare.config.side." + side);
    Label label =
        new Label(file.isPresent() ? name : messages.get("compare.config.side.nothing", name));
    label.getStyleClass().addAll("strong", "muted", "side-name");
    label.setPrefWidth(0);
    label.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(label, Priority.ALWAYS);
    return label;
  }
}
