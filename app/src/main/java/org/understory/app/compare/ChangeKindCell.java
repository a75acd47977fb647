package org.understory.app.compare;

import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.understory.app.control.Chip;
import org.understory.model.tree.Change;
import org.understory.model.tree.ChangeTree.Node;

/** What happened to an entry, and for a folder how much happened below it. */
final class ChangeKindCell extends TreeTableCell<Node, Node> {
  private final Map<Change.Kind, Chip> chips = new EnumMap<>(Change.Kind.class);
  private final Map<Change.Kind, Label> counts = new EnumMap<>(Change.Kind.class);
  private final HBox box = new HBox(7);

  ChangeKindCell(ChangeKindWords words) {
    box.setAlignment(Pos.CENTER_LEFT);
    for (Change.Kind kind : Change.Kind.values()) {
      chips.put(kind, words.chip(kind));
      Label count = new Label();
      count.getStyleClass().addAll("change-count", ChangeKindWords.key(kind));
      count.setMinWidth(USE_PREF_SIZE);
      counts.put(kind, count);
    }
  }

  @Override
  protected void updateItem(Node node, boolean empty) {
    super.updateItem(node, empty);
    setGraphic(empty || node == null ? null : box);
    if (empty || node == null) {
      return;
    }
    box.getChildren().clear();
    node.change().ifPresent(it -> box.getChildren().add(chips.get(it.change())));
    if (!node.children().isEmpty()) {
      counts.forEach(
          (kind, label) -> {
            int own = node.change().filter(it -> it.change() == kind).isPresent() ? 1 : 0;
            int below = ChangeKindWords.count(node.totals(), kind) - own;
            if (below > 0) {
              label.setText(ChangeKindWords.sign(kind) + below);
              box.getChildren().add(label);
            }
          });
    }
  }
}
