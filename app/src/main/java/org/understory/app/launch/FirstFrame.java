package org.understory.app.launch;

import javafx.animation.AnimationTimer;
import javafx.stage.Stage;

/**
 * Tells a benchmark when the window was there: with {@code -Dunderstory.first-frame} the clock's
 * milliseconds are printed at the second pulse after the content was laid out and the window was
 * shown, and the program leaves. The pulse after a layout is the first that has it drawn.
 */
final class FirstFrame {
  private FirstFrame() {}

  /** Call it when the content is in the window. */
  static void tell(Stage stage) {
    if (System.getProperty("understory.first-frame") == null) {
      return;
    }
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        if (stage.isShowing() && ++pulses == 2) {
          System.out.println("first-frame " + System.currentTimeMillis());
          stop();
          stage.close();
        }
      }
    }.start();
  }
}
