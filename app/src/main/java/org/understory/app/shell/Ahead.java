package org.understory.app.shell;

import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;

/**
 * Builds ahead of need, a piece in a pulse, while nobody does anything: the first visit to a screen
 * would otherwise hold up the thread that draws for a tenth of a second.
 */
final class Ahead {
  /** Nanoseconds since the last move of pointer or key after which nobody does anything. */
  private static final long REST = 300_000_000;

  private final BooleanSupplier next;
  private boolean allowed;
  private long lastInput;
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          if (System.nanoTime() - lastInput > REST && !next.getAsBoolean()) {
            stop();
          }
        }
      };

  /**
   * @param next builds the next piece; false if there was none
   */
  Ahead(Node root, BooleanSupplier next) {
    this.next = next;
    root.addEventFilter(InputEvent.ANY, event -> lastInput = System.nanoTime());
  }

  /** From now on it may. */
  void allow() {
    allowed = true;
    wake();
  }

  /** There is something to build again. */
  void wake() {
    if (allowed) {
      // What has just come is drawn and looked at first.
      lastInput = System.nanoTime();
      timer.start();
    }
  }

  void stop() {
    allowed = false;
    timer.stop();
  }
}
