package org.understory.app.launch;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.stage.Stage;
import org.understory.app.home.Folders;
import org.understory.app.state.SystemChoice;

/**
 * Starts the window. JavaFX makes the one object of this class itself, so it is told what to open
 * beforehand.
 */
public final class WindowStart extends Application {
  private record Request(SystemChoice choice, Prefetch prefetch) {}

  private static final AtomicReference<Request> REQUEST = new AtomicReference<>();

  /** Opens the window on this system and returns when it is closed: 0. */
  public static int run(SystemChoice choice) {
    REQUEST.set(new Request(choice, new Prefetch(choice)));
    Application.launch(WindowStart.class);
    return 0;
  }

  @Override
  public void start(Stage stage) {
    Request request = Objects.requireNonNull(REQUEST.getAndSet(null));
    new MainWindow(stage, Folders.ofThisPerson()).open(request.choice(), request.prefetch());
  }
}
