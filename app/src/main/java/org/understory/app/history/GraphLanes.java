package org.understory.app.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import org.jspecify.annotations.Nullable;
import org.understory.model.history.Commit.Kind;
import org.understory.model.history.GraphRow;
import org.understory.model.history.GraphRow.Edge;
import org.understory.model.history.GraphRow.End;

/**
 * Draws the lanes of one row. Shapes keep their style classes for good and are only given other
 * points, so that scrolling costs no new styling.
 */
final class GraphLanes extends Region {
  /** Lanes that are drawn; those further right share the last of them. */
  static final int MAX_DRAWN = 14;

  private static final double LANE = 16;
  private static final double MARGIN = 14;
  private static final double RADIUS = 5;
  private static final int COLOURS = 8;
  private static final int CROWD = COLOURS;

  private final Map<String, Path> paths = new HashMap<>();
  private final Map<String, Shape> nodes = new HashMap<>();
  private final List<Path> used = new ArrayList<>();
  private final double height;
  private @Nullable Shape current;

  /** For rows of this height in pixels. */
  GraphLanes(double height) {
    this.height = height;
    setMouseTransparent(true);
  }

  /** How wide a graph of so many lanes is drawn, in pixels. */
  static double width(int lanes) {
    return 2 * MARGIN + LANE * (Math.clamp(lanes, 1, MAX_DRAWN) - 1);
  }

  /** Draws this row in place of the one before. */
  void draw(GraphRow row, Kind kind) {
    clear();
    for (int lane = 0; lane < row.width(); lane++) {
      drawLane(row, lane);
    }
    drawEnd(row);
    drawNode(row.lane(), kind);
  }

  private void clear() {
    used.forEach(path -> path.getElements().clear());
    used.clear();
  }

  private void drawLane(GraphRow row, int lane) {
    double x = x(lane);
    double middle = height / 2;
    if (row.joins(lane)) {
      double to = x(row.lane());
      Path path = path(lane, row.above(lane));
      path.getElements().add(new MoveTo(x, 0));
      path.getElements().add(new CubicCurveTo(x, middle * 0.9, to, middle * 0.3, to, middle));
    } else if (row.passes(lane)) {
      line(path(lane, row.below(lane)), x, 0, height);
    } else if (lane == row.lane()) {
      if (row.above(lane) != Edge.NONE) {
        line(path(lane, row.above(lane)), x, 0, middle);
      }
      if (row.below(lane) != Edge.NONE) {
        line(path(lane, row.below(lane)), x, middle, height);
      }
    }
  }

  private void drawEnd(GraphRow row) {
    double x = x(row.lane());
    double foot = height - 5;
    if (row.end() == End.HIDDEN) {
      line(path(row.lane(), Edge.SKIPPED), x, height / 2, height);
    } else if (row.end() == End.CUT) {
      Path path = path(row.lane(), Edge.LINE);
      line(path, x, height / 2, foot);
      path.getElements().add(new MoveTo(x - 5, foot));
      path.getElements().add(new LineTo(x + 5, foot));
    }
  }

  private static void line(Path path, double x, double from, double to) {
    path.getElements().add(new MoveTo(x, from));
    path.getElements().add(new LineTo(x, to));
  }

  private void drawNode(int lane, Kind kind) {
    int colour = colour(lane);
    Shape node = nodes.computeIfAbsent(kind + " " + colour, key -> node(kind, colour));
    node.relocate(
        x(lane) - node.getLayoutBounds().getWidth() / 2,
        height / 2 - node.getLayoutBounds().getHeight() / 2);
    if (!node.equals(current)) {
      if (current != null) {
        current.setVisible(false);
      }
      node.setVisible(true);
      current = node;
    }
  }

  private Shape node(Kind kind, int colour) {
    Shape node =
        switch (kind) {
          case RELEASE -> new Circle(RADIUS);
          case CONTAINER -> new Rectangle(2 * RADIUS, 2 * RADIUS);
          case LAYERED -> new Rectangle(2 * RADIUS - 1, 2 * RADIUS - 1);
        };
    if (kind == Kind.LAYERED) {
      node.setRotate(45);
    }
    node.getStyleClass().addAll("commit-node", "node-" + colour);
    if (kind != Kind.RELEASE) {
      node.getStyleClass().add("apart");
    }
    node.setManaged(false);
    getChildren().add(node);
    return node;
  }

  private Path path(int lane, Edge edge) {
    Path path =
        paths.computeIfAbsent(
            edge + " " + colour(lane),
            key -> {
              Path made = new Path();
              made.getStyleClass()
                  .addAll(
                      "lane",
                      "lane-" + colour(lane),
                      "lane-" + edge.name().toLowerCase(Locale.ROOT));
              made.setManaged(false);
              getChildren().addFirst(made);
              return made;
            });
    if (path.getElements().isEmpty()) {
      used.add(path);
    }
    return path;
  }

  private static double x(int lane) {
    return MARGIN + LANE * Math.min(lane, MAX_DRAWN - 1);
  }

  private static int colour(int lane) {
    return lane >= MAX_DRAWN - 1 ? CROWD : lane % COLOURS;
  }
}
