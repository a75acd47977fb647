package org.understory.test.kit;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.understory.app.shell.Look;

/**
 * JavaFX for tests, without a screen: starts it once for the JVM, runs code on its thread and waits
 * for what that code set off, pulse by pulse. What a person does at the window is {@link Person}'s.
 */
public final class FxHarness {
  private static final long LIMIT_SECONDS = 30;

  static {
    CountDownLatch started = new CountDownLatch(1);
    Platform.startup(started::countDown);
    Platform.setImplicitExit(false);
    try {
      if (!started.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("JavaFX did not start");
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private FxHarness() {}

  /** Runs this on the JavaFX thread and returns what it returns; what it throws is thrown here. */
  public static <T> T call(Callable<T> code) {
    if (Platform.isFxApplicationThread()) {
      try {
        return code.call();
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            answer.complete(code.call());
          } catch (Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    return wait(answer);
  }

  /** Runs this on the JavaFX thread and waits for its end. */
  public static void run(Runnable code) {
    call(
        () -> {
          code.run();
          return null;
        });
  }

  /** Waits, looking once a pulse, until this holds on the JavaFX thread. */
  public static void await(String what, BooleanSupplier condition) {
    CompletableFuture<Void> held = new CompletableFuture<>();
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            try {
              if (condition.getAsBoolean()) {
                stop();
                held.complete(null);
              }
            } catch (RuntimeException | Error failure) {
              stop();
              held.completeExceptionally(failure);
            }
          }
        };
    run(timer::start);
    try {
      held.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      run(timer::stop);
      throw new AssertionError("Still waiting for: " + what, late);
    } catch (InterruptedException | ExecutionException failure) {
      throw new AssertionError(failure.getCause() == null ? failure : failure.getCause());
    }
  }

  /** Waits until the next two pulses have laid out and drawn what was changed before. */
  public static void pulse() {
    int[] left = {3};
    await("a pulse", () -> --left[0] <= 0);
  }

  /**
   * Shows this scene in a stage at the corner of the screen, at most 1000 by 1000 (the size of the
   * headless screen), dressed in the light look.
   */
  public static Stage show(Callable<Scene> maker) {
    Stage stage =
        call(
            () -> {
              Stage made = new Stage();
              Scene scene = maker.call();
              Look.LIGHT.apply(scene, Locale.ENGLISH);
              made.setScene(scene);
              made.setX(0);
              made.setY(0);
              made.show();
              made.requestFocus();
              return made;
            });
    pulse();
    return stage;
  }

  /** Closes a stage. */
  public static void close(Stage stage) {
    run(stage::close);
  }

  private static <T> T wait(CompletableFuture<T> answer) {
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError("The JavaFX thread did not answer", failure);
    }
  }
}
