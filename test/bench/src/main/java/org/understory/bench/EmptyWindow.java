package org.understory.bench;

import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/**
 * What no JavaFX program can be faster than: a window with nothing in it, that tells when it was
 * there in the way Understory does with {@code -Dunderstory.first-frame}, and leaves.
 */
public final class EmptyWindow extends Application {
  /** Entry point. */
  public static void main(String[] arguments) {
    launch(EmptyWindow.class);
  }

  @Override
  public void start(Stage stage) {
    stage.setScene(new Scene(new StackPane(), 1180, 780));
    stage.show();
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        if (++pulses == 2) {
          System.out.println("first-frame " + System.currentTimeMillis());
          stop();
          stage.close();
        }
      }
    }.start();
  }
}
