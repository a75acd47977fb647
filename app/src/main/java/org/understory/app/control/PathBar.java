package org.understory.app.control;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

/** The parts of a path as buttons; a click beside them, or {@link #edit}, lets a person type. */
public final class PathBar extends StackPane {
  private final StringProperty path = new SimpleStringProperty("/");
  private final UnaryOperator<String> safe;
  private final TextField field = new TextField();
  private final CrumbRow crumbs = new CrumbRow(new Label("\u2026 "));
  private Consumer<String> onGo = typed -> {};

  /**
   * @param safe makes a name fit to be shown
   * @param prompt of the field in which a path is typed
   */
  public PathBar(UnaryOperator<String> safe, String prompt) {
    this.safe = safe;
    getStyleClass().add("path-bar");
    setMinWidth(0);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.setId("path-field");
    field.setVisible(false);
    field.setOnAction(
        event -> {
          String typed = field.getText().strip();
          show(false);
          if (!typed.isEmpty()) {
            onGo.accept(typed);
          }
        });
    field.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            show(false);
            event.consume();
          }
        });
    field.focusedProperty().subscribe(focused -> show(focused && field.isVisible()));
    crumbs.setOnMouseClicked(event -> edit());
    getChildren().addAll(crumbs, field);
    path.subscribe(this::draw);
  }

  /** The path that is shown, absolute. */
  public StringProperty pathProperty() {
    return path;
  }

  /** Hears a path that was typed or whose button was pressed. */
  public void setOnGo(Consumer<String> listener) {
    onGo = listener;
  }

  /** Lets a person type a path. */
  public void edit() {
    field.setText(path.get());
    show(true);
    field.requestFocus();
    field.selectAll();
  }

  private void show(boolean typing) {
    field.setVisible(typing);
    crumbs.setVisible(!typing);
  }

  private void draw(String absolute) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(crumb("/", "/"));
    int start = 1;
    while (start < absolute.length()) {
      int slash = absolute.indexOf('/', start);
      int end = slash < 0 ? absolute.length() : slash;
      if (start > 1) {
        Label between = new Label("/");
        between.getStyleClass().addAll("muted", "crumb-between");
        nodes.add(between);
      }
      nodes.add(crumb(absolute.substring(start, end), absolute.substring(0, end)));
      start = end + 1;
    }
    nodes.getLast().getStyleClass().add("strong");
    crumbs.setCrumbs(nodes);
  }

  private Button crumb(String name, String target) {
    Button crumb = new Button(safe.apply(name));
    crumb.setMnemonicParsing(false);
    crumb.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "crumb");
    crumb.setOnAction(event -> onGo.accept(target));
    return crumb;
  }
}
