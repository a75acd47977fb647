package org.understory.app.launch;

import javafx.animation.AnimationTimer;
import javafx.stage.Stage;

/**
 * When the window is there for a person: at the second pulse after its content was laid out and it
 * was shown. The pulse after a layout is the first that has it drawn.
 */
final class FirstFrame {
  private FirstFrame() {}

  /**
   * Tells a benchmark: with {@code -Dunderstory.first-frame} the clock's milliseconds are printed,
   * and the program leaves. Call it when the content is in the window.
   */
  static void tell(Stage stage) {
    if (System.getProperty("understory.first-frame") == null) {
      return;
    }
    after(
        stage,
        () -> {
          System.out.println("first-frame " + System.currentTimeMillis());
          stage.close();
        });
  }

  /** Runs this when what is now in the window, which is shown, has been drawn. */
  static void after(Stage stage, Runnable next) {
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        if (!stage.isShowing()) {
          stop();
        } else if (++pulses == 2) {
          stop();
          next.run();
        }
      }
    }.start();
  }
}
