package org.understory.app.launch;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;
import org.slf4j.LoggerFactory;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.change.Restart;
import org.understory.app.desktop.DesktopTheme;
import org.understory.app.desktop.SessionBus;
import org.understory.app.home.Folders;
import org.understory.app.server.ServerViewModel;
import org.understory.app.settings.Preferences;
import org.understory.app.settings.Settings;
import org.understory.app.settings.SettingsFile;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.Look;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.ScreenContext;
import org.understory.app.shell.ShellView;
import org.understory.app.shell.ShellViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.app.state.SystemWatch;
import org.understory.app.state.Work;
import org.understory.resources.Messages;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.flatpak.FlatpakChanges;

/** The window: wires state, frame and screens together, and follows the settings. */
public final class MainWindow {
  /** How long the first frame waits for its content before it shows that it waits. */
  private static final Duration PATIENCE = Duration.millis(250);

  private final Stage stage;
  private final Folders folders;
  private final FileDialogs dialogs;
  private final Restart restart;
  private final FlatpakChanges applications;
  private final SettingsFile file;
  private final Preferences preferences;
  private final Background background = Background.threads();
  private final Scene scene = new Scene(new Region());
  private final Placement placement;
  private final DesktopTheme desktop;
  private Contents contents;
  private Optional<Dress> dress = Optional.empty();

  /** Whether it was shown with something in it, or closed before that. */
  private boolean opened;

  /** What it looks like; putting it on again would style everything anew. */
  private record Dress(Look look, Locale language) {}

  /** What is built anew when the language changes. */
  private record Contents(
      AppState state,
      Navigation navigation,
      ShellView shell,
      ChangeViewModel changes,
      ServerViewModel server,
      BisectViewModel bisect,
      SystemWatch watch,
      Settings.Language language) {
    void close() {
      watch.close();
      shell.close();
      bisect.close();
      changes.close();
      server.close();
      state.close();
    }
  }

  /**
   * Builds it in this stage, on the desktop of this bus; what it keeps is kept in these folders.
   *
   * @param restart who restarts the computer
   * @param flatpak applications that are installed
   */
  public MainWindow(
      Stage stage,
      Folders folders,
      FileDialogs dialogs,
      SessionBus bus,
      Restart restart,
      Flatpak flatpak) {
    this.stage = stage;
    this.folders = folders;
    this.dialogs = dialogs;
    this.restart = restart;
    applications = new FlatpakChanges(flatpak, folders.state());
    placement = new Placement(stage);
    file = new SettingsFile(folders.config());
    preferences = new Preferences(file.read());
    // Before there is any control: the first one would load JavaFX's own theme where there is none.
    dress();
    desktop =
        new DesktopTheme(
            bus, Platform::runLater, theme -> preferences.change(settings -> settings.on(theme)));
    contents = build(Place.of(preferences.settingsProperty().get().screen()));
  }

  /** Opens this, and shows the window as soon as there is something to see. */
  public void open(SystemChoice choice, Work<Reading> opening) {
    stage.setTitle("Understory");
    // Half of a screen of 1280 by 800: all of it where everything is drawn at twice the size.
    stage.setMinWidth(640);
    stage.setMinHeight(400);
    placement.restore(preferences.settingsProperty().get().frame());
    // Subscribing tells the present scheme at once.
    Platform.getPreferences().colorSchemeProperty().subscribe(scheme -> dress());
    scene.setRoot(contents.shell());
    stage.setScene(scene);
    stage.setOnHidden(event -> leave());
    // Asking the desktop must cost the first frame nothing; the settings remember the last answer.
    stage.addEventHandler(
        WindowEvent.WINDOW_SHOWN, shown -> FirstFrame.after(stage, desktop::start));
    contents.state().open(choice, opening);
    PauseTransition patience = new PauseTransition(PATIENCE);
    patience.setOnFinished(event -> stage.show());
    patience.play();
    contents
        .state()
        .loadingProperty()
        .subscribe(
            loading -> {
              if (!loading && !opened) {
                opened = true;
                patience.stop();
                stage.show();
                FirstFrame.tell(stage);
                FirstVisits.tell(stage, contents.navigation());
              }
            });
    preferences.settingsProperty().subscribe((before, after) -> follow(after));
  }

  /** Where it is; for going through all of it. */
  Navigation navigation() {
    return contents.navigation();
  }

  private Contents build(Place start) {
    Settings settings = preferences.settingsProperty().get();
    AppState state =
        new AppState(background, system -> system.engine(folders.state(), folders.cache()));
    Navigation navigation = new Navigation(start);
    Messages messages = Messages.load(locale(settings.language()), "window", "common", "problems");
    ChangeViewModel changes = new ChangeViewModel(state, background, messages, restart);
    ServerViewModel server = new ServerViewModel(state, background, folders.cache());
    BisectViewModel bisect =
        new BisectViewModel(state, background, changes, server, folders.state());
    ScreenContext context =
        new ScreenContext(
            state,
            background,
            navigation,
            messages,
            dialogs,
            preferences,
            changes,
            server,
            bisect,
            Clock.system(ZoneId.systemDefault()));
    ShellViewModel model = new ShellViewModel(context, folders.demo(), stage::close);
    ShellView shell =
        new ShellView(
            model, context, preferences, Screens.of(context, folders.cache(), applications));
    SystemWatch watch = new SystemWatch(state, Platform::runLater);
    watch.start();
    shell.buildAhead();
    return new Contents(
        state, navigation, shell, changes, server, bisect, watch, settings.language());
  }

  private void follow(Settings settings) {
    dress();
    if (settings.language() != contents.language()) {
      Contents old = contents;
      contents = build(old.navigation().currentProperty().get().place());
      scene.setRoot(contents.shell());
      old.state().choiceProperty().get().ifPresent(choice -> contents.state().open(choice));
      old.close();
    }
  }

  private void dress() {
    Look look =
        switch (preferences.settingsProperty().get().shown()) {
          case LIGHT -> Look.LIGHT;
          case DARK -> Look.DARK;
          case SYSTEM ->
              Platform.getPreferences().getColorScheme() == ColorScheme.DARK
                  ? Look.DARK
                  : Look.LIGHT;
        };
    Dress wanted = new Dress(look, locale(preferences.settingsProperty().get().language()));
    if (dress.filter(wanted::equals).isEmpty()) {
      dress = Optional.of(wanted);
      look.apply(scene, wanted.language());
    }
  }

  private static Locale locale(Settings.Language language) {
    return switch (language) {
      case SYSTEM -> Locale.getDefault();
      case ENGLISH -> Locale.ENGLISH;
      case CHINESE -> Locale.SIMPLIFIED_CHINESE;
    };
  }

  private void leave() {
    opened = true;
    Place last = contents.navigation().currentProperty().get().place();
    contents.close();
    desktop.close();
    try {
      file.write(preferences.settingsProperty().get().left(last.key(), placement.frame()));
    } catch (IOException unwritable) {
      LoggerFactory.getLogger(MainWindow.class)
          .warn("Settings not saved: {}", unwritable.toString());
    }
  }
}
