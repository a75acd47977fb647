package org.understory.app.launch;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.understory.app.shell.Look;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.shell.ShellView;
import org.understory.app.shell.ShellViewModel;
import org.understory.app.shell.StageDialogs;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.SystemChoice;
import org.understory.resources.Messages;

/**
 * Starts the window. JavaFX makes the one object of this class itself, so it is told what to open
 * beforehand.
 */
public final class WindowStart extends Application {
  private static final AtomicReference<SystemChoice> CHOICE = new AtomicReference<>();

  /** Opens the window on this system and returns when it is closed: 0. */
  public static int run(SystemChoice choice) {
    CHOICE.set(choice);
    Application.launch(WindowStart.class);
    return 0;
  }

  @Override
  public void start(Stage stage) {
    Background background = Background.threads();
    AppState state = new AppState(background);
    ScreenContext context =
        new ScreenContext(
            state,
            background,
            new Navigation(Place.SYSTEM),
            Messages.load(Locale.getDefault(), "window", "problems", "common"),
            new StageDialogs(stage),
            Clock.system(ZoneId.systemDefault()));
    ShellView shell = new ShellView(new ShellViewModel(context), context, Screens.of(context));
    Scene scene = new Scene(shell, 1180, 760);
    Look.LIGHT.apply(scene);
    stage.setScene(scene);
    stage.show();
    state.open(Objects.requireNonNull(CHOICE.get()));
  }
}
