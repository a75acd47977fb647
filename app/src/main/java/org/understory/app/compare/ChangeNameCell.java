package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.entry.KindIcon;
import org.understory.model.tree.Change;
import org.understory.model.tree.ChangeTree.Node;
import org.understory.model.tree.TreeEntry;

/** A name, or in the flat list a path, and where a renamed file came from. */
final class ChangeNameCell extends TreeTableCell<Node, Node> {
  private final ObservableBooleanValue flat;
  private final FontIcon icon = new FontIcon(MaterialDesignF.FILE_OUTLINE);
  private final Label name = new Label();
  private final Label origin = new Label();
  private final HBox box = new HBox(7, icon, name, origin);

  ChangeNameCell(ObservableBooleanValue flat) {
    this.flat = flat;
    box.setAlignment(Pos.CENTER_LEFT);
    origin.getStyleClass().add("muted");
    origin.setMinWidth(0);
  }

  @Override
  protected void updateItem(Node node, boolean empty) {
    super.updateItem(node, empty);
    setGraphic(empty || node == null ? null : box);
    if (empty || node == null) {
      return;
    }
    Optional<Change> change = node.change();
    KindIcon.set(icon, change.map(Change::kind).orElse(TreeEntry.Kind.DIRECTORY));
    name.setText(line(flat.get() ? node.path() : node.name()));
    name.getStyleClass().remove("muted");
    if (change.isEmpty()) {
      name.getStyleClass().add("muted");
    }
    origin.setText(change.flatMap(Change::oldPath).map(path -> "\u2190 " + line(path)).orElse(""));
  }
}
