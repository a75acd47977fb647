package org.understory.test.kit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/** What of a window meets the eye: nodes that are shown, words, colours. Call it while drawing. */
public final class Seen {
  private Seen() {}

  /** Every visible node below this one, from the outside inwards. */
  public static List<Node> nodes(Parent root) {
    List<Node> found = new ArrayList<>();
    Deque<Node> ahead = new ArrayDeque<>(List.of(root));
    while (!ahead.isEmpty()) {
      Node next = ahead.pop();
      if (next.isVisible()) {
        found.add(next);
        if (next instanceof Parent parent) {
          parent.getChildrenUnmodifiable().forEach(ahead::push);
        }
      }
    }
    return found;
  }

  /** What a node itself says; empty where it says nothing. */
  public static String words(Node node) {
    return Optional.ofNullable(
            switch (node) {
              case Labeled labeled -> labeled.getText();
              case TextInputControl field -> field.getText();
              case Text text -> text.getText();
              default -> "";
            })
        .orElse("");
  }

  /** Whether it can be scrolled to, so that it need not be in sight. */
  public static boolean scrolls(Node node) {
    for (Node above = node.getParent(); above != null; above = above.getParent()) {
      if (above instanceof ScrollPane || above instanceof VirtualFlow) {
        return true;
      }
    }
    return false;
  }

  /** How much of it is outside of its window to the right or below, in pixels; 0 for nothing. */
  public static double cut(Node node) {
    Bounds place = node.localToScene(node.getLayoutBounds());
    return Math.max(
        0,
        Math.max(
            Math.max(-place.getMinX(), -place.getMinY()),
            Math.max(
                place.getMaxX() - node.getScene().getWidth(),
                place.getMaxY() - node.getScene().getHeight())));
  }

  /** What is behind a node, with everything translucent laid over what is below it. */
  public static Color background(Node node) {
    List<Color> layers = new ArrayList<>();
    for (Node above = node; above != null; above = above.getParent()) {
      if (above instanceof Region region && region.getBackground() != null) {
        List<Color> fills =
            region.getBackground().getFills().stream()
                .map(fill -> fill.getFill())
                .filter(Color.class::isInstance)
                .map(Color.class::cast)
                .toList();
        layers.addAll(fills.reversed());
      }
    }
    Color color = Color.WHITE;
    for (Color layer : layers.reversed()) {
      color = over(layer, color);
    }
    return color;
  }

  /** One colour laid over another that is opaque. */
  public static Color over(Color above, Color below) {
    Color opaque = new Color(above.getRed(), above.getGreen(), above.getBlue(), 1);
    return below.interpolate(opaque, above.getOpacity());
  }

  /** Contrast from 1 to 21 (WCAG 2.1, relative luminance). */
  public static double contrast(Color a, Color b) {
    double first = luminance(a);
    double second = luminance(b);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
