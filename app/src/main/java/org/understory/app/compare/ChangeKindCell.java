package org.understory.app.compare;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TreeTableCell;
import javafx.scene.layout.HBox;
import org.understory.app.control.Chip;
import org.understory.app.control.Shown;
import org.understory.model.tree.Change;
import org.understory.model.tree.ChangeTree.Node;

/** What happened to an entry, and for a folder how much happened below it. */
final class ChangeKindCell extends TreeTableCell<Node, Node> {
  private final ChangeKindWords words;
  private final Map<Change.Kind, Chip> chips = new EnumMap<>(Change.Kind.class);
  private final Map<Change.Kind, Label> counts = new EnumMap<>(Change.Kind.class);
  private final HBox box = new HBox(7);

  ChangeKindCell(ChangeKindWords words) {
    this.words = words;
    box.setAlignment(Pos.CENTER_LEFT);
    setGraphic(box);
  }

  @Override
  protected void updateItem(Node node, boolean empty) {
    super.updateItem(node, empty);
    boolean filled = !empty && node != null;
    box.setVisible(filled);
    if (filled) {
      for (Change.Kind kind : Change.Kind.values()) {
        boolean own = node.change().filter(it -> it.change() == kind).isPresent();
        show(own, chips, kind, words::chip);
        int below =
            node.children().isEmpty()
                ? 0
                : ChangeKindWords.count(node.totals(), kind) - (own ? 1 : 0);
        show(below > 0, counts, kind, ChangeKindCell::count)
            .ifPresent(label -> label.setText(ChangeKindWords.sign(kind) + below));
      }
    }
  }

  /** Made when first needed and then only hidden: what is put in anew is styled anew. */
  private <L extends Label> Optional<L> show(
      boolean wanted, Map<Change.Kind, L> made, Change.Kind kind, Function<Change.Kind, L> maker) {
    if (wanted && !made.containsKey(kind)) {
      L label = maker.apply(kind);
      made.put(kind, label);
      box.getChildren().clear();
      box.getChildren().addAll(chips.values());
      box.getChildren().addAll(counts.values());
    }
    Optional<L> label = Optional.ofNullable(made.get(kind));
    label.ifPresent(it -> Shown.set(it, wanted));
    return label;
  }

  private static Label count(Change.Kind kind) {
    Label count = new Label();
    count.getStyleClass().addAll("change-count", ChangeKindWords.key(kind));
    count.setMinWidth(USE_PREF_SIZE);
    return count;
  }
}
