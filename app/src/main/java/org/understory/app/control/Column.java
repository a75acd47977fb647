package org.understory.app.control;

import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.scene.layout.VBox;

/** A scrolling column of things, no wider than is good to read and in the middle of the window. */
public final class Column extends Scroller {
  private static final double WIDEST = 1000;
  private static final double SIDE = 28;

  private final VBox items = new VBox();

  /** With nothing in it yet. */
  public Column() {
    getStyleClass().add("column-scroll");
    items.getStyleClass().add("column");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setContent(items);
    // Padding rather than a largest width: a box that is centred in a wider one would be asked for
    // its height at the wrong width, and cut its texts.
    items
        .paddingProperty()
        .bind(
            Bindings.createObjectBinding(
                () -> {
                  double side = Math.max(SIDE, (getViewportBounds().getWidth() - WIDEST) / 2);
                  return new Insets(SIDE, side, SIDE, side);
                },
                viewportBoundsProperty()));
    items
        .minHeightProperty()
        .bind(
            Bindings.createDoubleBinding(
                () -> getViewportBounds().getHeight(), viewportBoundsProperty()));
  }

  /** What is in it, from top to bottom. */
  public VBox items() {
    return items;
  }
}
