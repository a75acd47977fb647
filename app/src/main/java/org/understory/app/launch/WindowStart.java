package org.understory.app.launch;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.stage.Stage;
import org.understory.app.change.Restart;
import org.understory.app.desktop.SessionBus;
import org.understory.app.home.Folders;
import org.understory.app.shell.Fonts;
import org.understory.app.shell.StageDialogs;
import org.understory.app.state.SystemChoice;
import org.understory.store.bus.Contract;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.logind.Logind;

/**
 * Starts the window. JavaFX makes the one object of this class itself, so it is told what to open
 * beforehand.
 */
public final class WindowStart extends Application {
  private record Request(
      SystemChoice choice, Prefetch prefetch, Folders folders, boolean training) {}

  /** Only the computer that this runs on can be restarted, and only by who runs it. */
  private static final Restart RESTART =
      choice ->
          choice instanceof SystemChoice.Live
              ? Optional.of(new Logind(Path.of(Contract.SOCKET))::restart)
              : Optional.empty();

  private static final AtomicReference<Request> REQUEST = new AtomicReference<>();

  /** Opens the window on this system and returns when it is closed: 0. */
  public static int run(SystemChoice choice) {
    return run(new Request(choice, new Prefetch(choice), Folders.ofThisPerson(), false));
  }

  /** Goes through the window on this system, keeps what it keeps in these folders, and returns. */
  static int train(SystemChoice choice, Folders folders) {
    return run(new Request(choice, new Prefetch(choice), folders, true));
  }

  private static int run(Request request) {
    REQUEST.set(request);
    Thread.ofPlatform().name("fonts").daemon().start(Fonts::load);
    Application.launch(WindowStart.class);
    return 0;
  }

  @Override
  public void start(Stage stage) {
    Fonts.load();
    Request request = Objects.requireNonNull(REQUEST.getAndSet(null));
    // What the training sees must not depend on the desktop of who builds.
    SessionBus bus = request.training() ? SessionBus.NONE : SessionBus.of(System.getenv());
    MainWindow window =
        new MainWindow(
            stage,
            request.folders(),
            new StageDialogs(stage),
            bus,
            RESTART,
            Flatpak.ofThisPerson());
    window.open(request.choice(), request.prefetch());
    if (request.training()) {
      Tour.start(stage, window.navigation(), stop -> {});
    }
  }
}
