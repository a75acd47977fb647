package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.understory.app.control.Shown;
import org.understory.app.entry.KindIcons;
import org.understory.model.tree.Change;
import org.understory.model.tree.ChangeTree.Node;
import org.understory.model.tree.TreeEntry;

/** A name, or in the flat list a path, and where a renamed file came from. */
final class ChangeNameCell extends TreeTableCell<Node, Node> {
  private final ObservableBooleanValue flat;
  private final KindIcons icon = new KindIcons();
  private final Label name = new Label();
  private final Label origin = new Label();
  private final HBox box = new HBox(7, icon, name, origin);

  ChangeNameCell(ObservableBooleanValue flat) {
    this.flat = flat;
    box.setAlignment(Pos.CENTER_LEFT);
    origin.getStyleClass().add("muted");
    origin.setMinWidth(0);
    setGraphic(box);
  }

  @Override
  protected void updateItem(Node node, boolean empty) {
    super.updateItem(node, empty);
    box.setVisible(!empty && node != null);
    if (empty || node == null) {
      return;
    }
    Optional<Change> change = node.change();
    icon.show(change.map(Change::kind).orElse(TreeEntry.Kind.DIRECTORY));
    // A folder that only holds changes steps back.
    Shown.mute(name, change.isEmpty());
    name.setText(line(flat.get() ? node.path() : node.name()));
    Optional<String> old = change.flatMap(Change::oldPath);
    Shown.set(origin, old.isPresent());
    old.ifPresent(path -> origin.setText("\u2190 " + line(path)));
  }
}
