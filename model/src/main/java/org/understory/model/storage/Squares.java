package org.understory.model.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays sizes out as rectangles that fill a larger one, each as much of it as its part of the sum,
 * and as near to squares as that allows: the squarified treemap of Bruls, Huizing and van Wijk
 * (2000).
 */
public final class Squares {
  private final List<Area> placed = new ArrayList<>();
  private Area left;

  private Squares(Area whole) {
    left = whole;
  }

  /** A rectangle; x to the right, y downwards. */
  public record Area(double x, double y, double width, double height) {
    double shorter() {
      return Math.min(width, height);
    }
  }

  /**
   * A rectangle for each size, in their order.
   *
   * @param sizes the largest first; those below 1 count as 1
   */
  public static List<Area> layout(List<Long> sizes, Area whole) {
    double sum = sizes.stream().mapToDouble(Squares::size).sum();
    double scale = whole.width() * whole.height() / Math.max(1, sum);
    Squares squares = new Squares(whole);
    List<Double> row = new ArrayList<>();
    for (long size : sizes) {
      double area = size(size) * scale;
      if (!row.isEmpty() && squares.worst(row, area) > squares.worst(row, 0)) {
        squares.place(row);
        row.clear();
      }
      row.add(area);
    }
    squares.place(row);
    return List.copyOf(squares.placed);
  }

  private static double size(long size) {
    return Math.max(1, size);
  }

  /**
   * The longest side by the shorter one of the worst in a row, with one more where it is above 0.
   */
  private double worst(List<Double> row, double more) {
    double sum = more;
    double largest = more;
    double smallest = more > 0 ? more : Double.MAX_VALUE;
    for (double area : row) {
      sum += area;
      largest = Math.max(largest, area);
      smallest = Math.min(smallest, area);
    }
    double side = left.shorter() * left.shorter();
    return Math.max(side * largest / (sum * sum), sum * sum / (side * smallest));
  }

  /** Along the shorter side of what is left. */
  private void place(List<Double> row) {
    double sum = row.stream().mapToDouble(area -> area).sum();
    if (sum <= 0 || left.shorter() <= 0) {
      row.forEach(area -> placed.add(new Area(left.x(), left.y(), 0, 0)));
      return;
    }
    boolean standing = left.width() >= left.height();
    double thick = sum / left.shorter();
    double at = 0;
    for (double area : row) {
      double along = area / thick;
      placed.add(
          standing
              ? new Area(left.x(), left.y() + at, thick, along)
              : new Area(left.x() + at, left.y(), along, thick));
      at += along;
    }
    left =
        standing
            ? new Area(left.x() + thick, left.y(), Math.max(0, left.width() - thick), left.height())
            : new Area(
                left.x(), left.y() + thick, left.width(), Math.max(0, left.height() - thick));
  }
}
