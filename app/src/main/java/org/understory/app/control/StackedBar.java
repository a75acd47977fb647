package org.understory.app.control;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A bar whose parts fill it by their sizes, with a heading and a legend. */
public final class StackedBar extends VBox {
  /** Pixels of a part that is there at all, however small. */
  private static final double LEAST = 3;

  private static final double HEIGHT = 18;

  /**
   * A part.
   *
   * @param size as it is written
   * @param bytes by which it is drawn
   * @param style style class that colours it, such as {@code part-1}
   */
  public record Part(String name, String size, long bytes, String style) {
    String text() {
      return name + " " + size;
    }
  }

  /** The parts in this order; those without bytes are left out. */
  public StackedBar(String title, String summary, List<Part> parts) {
    List<Part> drawn = parts.stream().filter(part -> part.bytes() > 0).toList();
    getStyleClass().add("stacked-bar");
    setSpacing(8);
    Label heading = new Label(title);
    heading.getStyleClass().add("strong");
    heading.setMinWidth(USE_PREF_SIZE);
    Label words = new Label(summary);
    words.getStyleClass().add("muted");
    Region between = new Region();
    HBox.setHgrow(between, Priority.ALWAYS);
    HBox head = new HBox(12, heading, between, words);
    head.setAlignment(Pos.BASELINE_LEFT);
    FlowPane legend = new FlowPane(18, 4);
    drawn.forEach(part -> legend.getChildren().add(entry(part)));
    getChildren().setAll(head, new Bar(drawn), legend);
    setAccessibleRole(AccessibleRole.PARENT);
    setAccessibleText(
        title
            + ": "
            + summary
            + ". "
            + drawn.stream().map(Part::text).collect(Collectors.joining(", ")));
  }

  private static Node entry(Part part) {
    Region dot = new Region();
    dot.getStyleClass().addAll("bar-dot", part.style());
    Label size = new Label(part.size());
    size.getStyleClass().add("muted");
    HBox entry = new HBox(6, dot, new Label(part.name()), size);
    entry.setAlignment(Pos.CENTER_LEFT);
    return entry;
  }

  private static final class Bar extends Pane {
    private final List<Part> parts;

    Bar(List<Part> parts) {
      this.parts = parts;
      getStyleClass().add("bar");
      setMinHeight(HEIGHT);
      setPrefHeight(HEIGHT);
      for (Part part : parts) {
        Region region = new Region();
        region.getStyleClass().addAll("bar-part", part.style());
        Tooltip.install(region, new Tip(part.text()));
        getChildren().add(region);
      }
    }

    @Override
    protected void layoutChildren() {
      double sum = parts.stream().mapToDouble(Part::bytes).sum();
      double room = Math.max(0, getWidth() - LEAST * parts.size());
      double x = 0;
      for (int i = 0; i < parts.size(); i++) {
        double width = LEAST + room * parts.get(i).bytes() / Math.max(1, sum);
        double end = snapPositionX(x + width);
        double start = snapPositionX(x);
        getChildren().get(i).resizeRelocate(start, 0, Math.max(1, end - start - 1), getHeight());
        x += width;
      }
    }
  }
}
