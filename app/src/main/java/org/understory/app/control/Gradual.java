package org.understory.app.control;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Fills a pane node by node, one a pulse: building and styling many at once would hold up a frame.
 */
public final class Gradual {
  private final Pane pane;
  private final Queue<Supplier<? extends Node>> waiting = new ArrayDeque<>();
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          next();
        }
      };

  /** Fills this pane, and nobody else does. */
  public Gradual(Pane pane) {
    this.pane = pane;
  }

  /** Empties the pane and begins anew; the first node is there at once. */
  public void fill(List<? extends Supplier<? extends Node>> nodes) {
    waiting.clear();
    waiting.addAll(nodes);
    pane.getChildren().clear();
    timer.start();
    next();
  }

  /** Replaces everything at once, also what was still to come. */
  public void fillAtOnce(List<? extends Supplier<? extends Node>> nodes) {
    waiting.clear();
    pane.getChildren().setAll(nodes.stream().<Node>map(Supplier::get).toList());
  }

  private void next() {
    Supplier<? extends Node> maker = waiting.poll();
    if (maker == null) {
      timer.stop();
    } else {
      pane.getChildren().add(maker.get());
    }
  }
}
