package org.understory.app.control;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Many lines of text in equal letters, of which only those on screen are drawn; Ctrl+C copies. */
public final class LinesView extends ListView<String> {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  /** Shows these lines, which may be written only when they are asked for. */
  public LinesView(List<String> lines, String accessibleText) {
    super(FXCollections.observableList(lines));
    getStyleClass().addAll("lines-view", "mono");
    setAccessibleText(accessibleText);
    setFixedCellSize(20);
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    setCellFactory(view -> new LineCell());
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            copy();
            event.consume();
          }
        });
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(String.join("\n", getSelectionModel().getSelectedItems()));
    Clipboard.getSystemClipboard().setContent(content);
  }

  private static final class LineCell extends ListCell<String> {
    @Override
    protected void updateItem(String line, boolean empty) {
      super.updateItem(line, empty);
      setText(empty ? null : line);
    }
  }
}
