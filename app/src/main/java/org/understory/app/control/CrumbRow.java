package org.understory.app.control;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Nodes in a row; where there is no room for all, the first ones are left out. */
final class CrumbRow extends Region {
  private final Node left;

  /** {@code left} stands in place of what is left out. */
  CrumbRow(Node left) {
    this.left = left;
    setMinWidth(0);
    getChildren().add(left);
  }

  void setCrumbs(List<Node> crumbs) {
    getChildren().setAll(crumbs);
    getChildren().addFirst(left);
  }

  @Override
  protected double computePrefHeight(double width) {
    return getManagedChildren().stream().mapToDouble(node -> node.prefHeight(-1)).max().orElse(0);
  }

  @Override
  protected double computePrefWidth(double height) {
    return getChildren().stream().skip(1).mapToDouble(node -> node.prefWidth(-1)).sum();
  }

  @Override
  protected void layoutChildren() {
    List<Node> crumbs = getChildren().subList(1, getChildren().size());
    double room = getWidth();
    int first = 0;
    if (computePrefWidth(-1) > room) {
      room -= left.prefWidth(-1);
      double taken = 0;
      first = crumbs.size();
      while (first > 0 && taken + crumbs.get(first - 1).prefWidth(-1) <= room) {
        taken += crumbs.get(--first).prefWidth(-1);
      }
      first = Math.min(first, crumbs.size() - 1);
    }
    left.setVisible(first > 0);
    double x = first > 0 ? place(left, 0) : 0;
    for (int i = 0; i < crumbs.size(); i++) {
      crumbs.get(i).setVisible(i >= first);
      if (i >= first) {
        x = place(crumbs.get(i), x);
      }
    }
  }

  private double place(Node node, double x) {
    double width = Math.min(node.prefWidth(-1), Math.max(0, getWidth() - x));
    double height = node.prefHeight(-1);
    node.resizeRelocate(x, snapPositionY((getHeight() - height) / 2), width, height);
    return x + width;
  }
}
