package org.understory.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.understory.app.control.Pieces;
import org.understory.app.control.Scroller;
import org.understory.resources.Messages;

/** The table of keys, over whatever is shown; Esc, F1 or a click beside it closes it. */
final class KeysPage extends StackPane {
  private static final List<String> GENERAL =
      List.of("screens", "find", "refresh", "server", "open", "message", "help", "escape", "quit");
  private static final List<String> LISTS = List.of("move", "enter", "context", "difference");

  private final Pieces pieces = new Pieces();

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
    close.setId("keys-close");
    close.setOnAction(event -> model.toggleKeys());
    // The keyboard stays here: what lies beneath can't be used, and is the next in line for Tab.
    addEventFilter(KeyEvent.KEY_PRESSED, event -> keep(event));
    Label lists = new Label(messages.get("keys.lists"));
    lists.getStyleClass().add("strong");
    GridPane.setMargin(lists, new Insets(8, 0, 0, 0));
    GridPane table = new GridPane(24, 8);
    VBox content = new VBox(16, title, table, close);
    content.setAlignment(Pos.TOP_LEFT);
    // As large as what is in it, and to be scrolled where the window is smaller.
    ScrollPane card = new Scroller(content);
    card.prefViewportWidthProperty().bind(content.widthProperty());
    card.prefViewportHeightProperty().bind(content.heightProperty());
    card.getStyleClass().addAll("card", "dialog-card");
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    card.setOnMouseClicked(event -> event.consume());
    setOnMouseClicked(event -> model.toggleKeys());
    pieces.add(() -> addRows(table, messages, GENERAL));
    pieces.add(
        () -> {
          table.add(lists, 0, table.getRowCount(), 2, 1);
          addRows(table, messages, LISTS);
        });
    pieces.add(() -> getChildren().setAll(card));
    visibleProperty()
        .subscribe(
            shown -> {
              if (shown) {
                pieces.finish();
                if (close.getScene() == null) {
                  // What scrolls is in the scene only once it is styled.
                  applyCss();
                }
                before = Optional.ofNullable(getScene().getFocusOwner());
                close.requestFocus();
              } else {
                before.ifPresent(Node::requestFocus);
              }
            });
  }

  /**
   * Builds one more piece of itself before anybody wants to see it; false if there was none left.
   */
  boolean prepare(double width, double height) {
    boolean more = pieces.next();
    if (more) {
      resize(width, height);
      applyCss();
      layout();
    }
    return more;
  }

  private static void keep(KeyEvent event) {
    if (event.getCode() == KeyCode.TAB || event.getCode().isArrowKey()) {
      event.consume();
    }
  }

  private static void addRows(GridPane table, Messages messages, List<String> rows) {
    for (String row : rows) {
      Label keys = new Label(messages.get("keys.keys." + row));
      keys.getStyleClass().addAll("mono", "key");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      table.addRow(table.getRowCount(), keys, new Label(messages.get("keys.what." + row)));
    }
  }
}
