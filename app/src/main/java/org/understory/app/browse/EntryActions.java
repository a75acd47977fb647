package org.understory.app.browse;

import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.understory.model.tree.TreeEntry;
import org.understory.resources.Messages;

/** What can be done with the selected row, by its menu and by keys. */
final class EntryActions {
  private final BrowseViewModel model;
  private final Messages messages;
  private final Runnable save;

  EntryActions(BrowseViewModel model, Messages messages, Runnable save) {
    this.model = model;
    this.messages = messages;
    this.save = save;
  }

  void addTo(EntryTable table) {
    MenuItem saveItem = item("browse.save", save);
    MenuItem open = item("browse.open", () -> table.selected().ifPresent(model::enter));
    ContextMenu menu =
        new ContextMenu(
            open,
            new SeparatorMenuItem(),
            item("browse.copy-path", () -> copy(table, TreeEntry::path)),
            item("browse.copy-checksum", () -> copy(table, entry -> entry.checksum().hex())),
            new SeparatorMenuItem(),
            saveItem);
    menu.setOnShowing(
        event -> {
          Optional<TreeEntry.Kind> kind = table.selected().map(TreeEntry::kind);
          open.setDisable(kind.isEmpty() || kind.get() == TreeEntry.Kind.FILE);
          saveItem.setDisable(kind.isEmpty() || kind.get() != TreeEntry.Kind.FILE);
        });
    table.setContextMenu(menu);
    table.addEventFilter(KeyEvent.KEY_PRESSED, event -> onKey(event, table));
  }

  private void onKey(KeyEvent event, EntryTable table) {
    if (BrowseKeys.COPY_PATH.match(event)) {
      copy(table, TreeEntry::path);
    } else if (BrowseKeys.COPY_CHECKSUM.match(event)) {
      copy(table, entry -> entry.checksum().hex());
    } else if (event.getCode() == KeyCode.ENTER) {
      table.selected().ifPresent(model::enter);
    } else if (event.getCode() == KeyCode.BACK_SPACE) {
      model.up();
    } else {
      return;
    }
    event.consume();
  }

  /** Without accelerator: those of a control's menu would work in the whole window. */
  private MenuItem item(String key, Runnable action) {
    MenuItem item = new MenuItem(messages.get(key));
    item.setOnAction(event -> action.run());
    return item;
  }

  private static void copy(EntryTable table, Function<TreeEntry, String> what) {
    table
        .selected()
        .map(what)
        .ifPresent(
            text -> {
              ClipboardContent content = new ClipboardContent();
              content.putString(text);
              Clipboard.getSystemClipboard().setContent(content);
            });
  }
}
