package org.understory.app.compare;

import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;
import org.understory.model.tree.ChangeTree.Node;

/** A line of the tree of changes whose lines below are made when they are first looked at. */
final class NodeItem extends TreeItem<Node> {
  private boolean made;

  NodeItem(Node node) {
    super(node);
  }

  @Override
  public boolean isLeaf() {
    return getValue().children().isEmpty();
  }

  @Override
  public ObservableList<TreeItem<Node>> getChildren() {
    ObservableList<TreeItem<Node>> children = super.getChildren();
    if (!made) {
      made = true;
      children.setAll(getValue().children().stream().map(NodeItem::new).toList());
    }
    return children;
  }
}
