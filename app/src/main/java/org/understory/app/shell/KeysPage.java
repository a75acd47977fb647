package org.understory.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.understory.app.control.Scroller;
import org.understory.resources.Messages;

/** The table of keys, over whatever is shown; Esc, F1 or a click beside it closes it. */
final class KeysPage extends StackPane {
  private static final List<String> GENERAL =
      List.of("screens", "find", "refresh", "open", "help", "escape", "quit");
  private static final List<String> LISTS = List.of("move", "enter", "context");

  /** What had the keyboard before this was shown, and gets it back. */
  private Optional<Node> before = Optional.empty();

  KeysPage(ShellViewModel model, Messages messages) {
    getStyleClass().add("scrim");
    setId("keys-page");
    visibleProperty().bind(model.keysShownProperty());
    managedProperty().bind(visibleProperty());
    Label title = new Label(messages.get("keys.title"));
    title.getStyleClass().add("title-3");
    Button close = new Button(messages.get("shell.close"));
    close.setOnAction(event -> model.toggleKeys());
    VBox content =
        new VBox(
            16,
            title,
            table(messages, GENERAL),
            new Label(messages.get("keys.lists")),
            table(messages, LISTS),
            close);
    content.getChildren().get(2).getStyleClass().add("strong");
    content.setAlignment(Pos.TOP_LEFT);
    // As large as what is in it, and to be scrolled where the window is smaller.
    ScrollPane card = new Scroller(content);
    card.prefViewportWidthProperty().bind(content.widthProperty());
    card.prefViewportHeightProperty().bind(content.heightProperty());
    card.getStyleClass().addAll("card", "dialog-card");
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    card.setOnMouseClicked(event -> event.consume());
    setOnMouseClicked(event -> model.toggleKeys());
    getChildren().setAll(card);
    visibleProperty()
        .subscribe(
            shown -> {
              if (shown) {
                before = Optional.ofNullable(getScene().getFocusOwner());
                close.requestFocus();
              } else {
                before.ifPresent(Node::requestFocus);
              }
            });
  }

  private static GridPane table(Messages messages, List<String> rows) {
    GridPane table = new GridPane(24, 8);
    for (int i = 0; i < rows.size(); i++) {
      Label keys = new Label(messages.get("keys.keys." + rows.get(i)));
      keys.getStyleClass().addAll("mono", "key");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      table.addRow(i, keys, new Label(messages.get("keys.what." + rows.get(i))));
    }
    return table;
  }
}
