package org.understory.test.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.understory.app.bisect.BisectViewModel;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.change.Restart;
import org.understory.app.launch.Screens;
import org.understory.app.server.ServerViewModel;
import org.understory.app.settings.Preferences;
import org.understory.app.settings.Settings;
import org.understory.app.shell.Destination;
import org.understory.app.shell.FileDialogs;
import org.understory.app.shell.Navigation;
import org.understory.app.shell.Place;
import org.understory.app.shell.Screen;
import org.understory.app.shell.ScreenContext;
import org.understory.app.shell.ShellView;
import org.understory.app.shell.ShellViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.remote.Remotes;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;
import org.understory.store.flatpak.Flatpak;
import org.understory.store.flatpak.FlatpakChanges;

/**
 * The contents of the window on the demo system, as the program builds them, with real background
 * threads; only the window of the desktop around it is left out.
 */
public final class DemoWindow implements AutoCloseable {
  private static final FileDialogs NO_DIALOGS =
      new FileDialogs() {
        @Override
        public Optional<Path> chooseFolder(String title) {
          return Optional.empty();
        }

        @Override
        public Optional<Path> chooseFile(String title) {
          return Optional.empty();
        }

        @Override
        public Optional<Path> chooseTarget(String title, String suggestedName) {
          return Optional.empty();
        }
      };

  /** Where engines write down what they did; tests of the window have them do nothing. */
  private static final Path STATE = Path.of("target", "state");

  private final ScreenContext context;
  private final ShellView shell;

  private DemoWindow(ScreenContext context, ShellView shell) {
    this.context = context;
    this.shell = shell;
  }

  /** Builds it in this language with this screen in front, and waits until the demo is open. */
  public static DemoWindow open(Locale locale, Place place) {
    DemoWindow window = build(locale, place, Background.threads());
    window.openDemo();
    return window;
  }

  /** Builds it with nothing open yet. */
  public static DemoWindow build(Locale locale, Place place, Background background) {
    return build(locale, place, background, Restart.NONE);
  }

  /** As above, on a computer that can be restarted. */
  public static DemoWindow build(
      Locale locale, Place place, Background background, Restart restart) {
    Path folder = DemoFixture.folder();
    FlatpakChanges none =
        new FlatpakChanges(new Flatpak(FlatpakLab.environment(STATE.toAbsolutePath())), STATE);
    return FxHarness.call(() -> build(locale, place, folder, background, restart, none));
  }

  /** As above, on a computer where Flatpak has installed these. */
  public static DemoWindow build(Locale locale, FlatpakChanges applications) {
    Path folder = DemoFixture.folder();
    return FxHarness.call(
        () ->
            build(
                locale,
                Place.APPLICATIONS,
                folder,
                Background.threads(),
                Restart.NONE,
                applications));
  }

  /** Opens the demo and waits until it is open. */
  public void openDemo() {
    open(new SystemChoice.Demo(DemoFixture.folder()));
  }

  /** Opens another system and waits until it is open. */
  public void open(SystemChoice choice) {
    AppState state = context.state();
    FxHarness.run(
        () ->
            state.open(
                choice,
                job -> {
                  Reading read = Reading.open(choice, job);
                  return read.system()
                      .engine(STATE, STATE.resolve("cache"))
                      .map(read::with)
                      .orElse(read);
                }));
    FxHarness.await("the system to open", () -> !state.loadingProperty().get());
    FxHarness.run(() -> assertThat(state.problemProperty().get()).isEmpty());
  }

  /** Opens the demo with this to change it, and waits until it is open. */
  public void openDemo(Engine engine) {
    openDemo(engine, DemoFixture.snapshot());
  }

  /** As above, as if these were its deployments until it is read again. */
  public void openDemo(Engine engine, SystemSnapshot shown) {
    SystemChoice demo = new SystemChoice.Demo(DemoFixture.folder());
    AppState state = context.state();
    FxHarness.run(
        () ->
            state.open(
                demo,
                job -> {
                  Reading read = Reading.open(demo, job).with(engine);
                  return new Reading(read.system(), shown, read.refs(), read.remotes());
                }));
    FxHarness.await("the system to open", () -> !state.loadingProperty().get());
  }

  /** As above, as if it downloaded from these places. */
  public void openDemo(Engine engine, Remotes remotes) {
    SystemChoice demo = new SystemChoice.Demo(DemoFixture.folder());
    AppState state = context.state();
    FxHarness.run(
        () ->
            state.open(
                demo,
                job -> {
                  Reading read = Reading.open(demo, job).with(engine);
                  return new Reading(read.system(), read.snapshot(), read.refs(), remotes);
                }));
    FxHarness.await("the system to open", () -> !state.loadingProperty().get());
  }

  private static DemoWindow build(
      Locale locale,
      Place place,
      Path folder,
      Background background,
      Restart restart,
      FlatpakChanges applications) {
    AppState state = new AppState(background);
    Messages messages = Messages.load(locale, "window", "common", "problems");
    Preferences preferences = new Preferences(Settings.DEFAULT);
    ChangeViewModel changes = new ChangeViewModel(state, background, messages, restart);
    ServerViewModel server = new ServerViewModel(state, background, STATE.resolve("cache"));
    ScreenContext context =
        new ScreenContext(
            state,
            background,
            new Navigation(place),
            messages,
            NO_DIALOGS,
            preferences,
            changes,
            server,
            // A search is remembered, and none of another test.
            new BisectViewModel(
                state, background, changes, server, STATE.resolve(UUID.randomUUID().toString())),
            DemoFixture.CLOCK);
    ShellViewModel model = new ShellViewModel(context, folder, () -> {});
    Map<Place, Supplier<Screen>> screens =
        Screens.of(context, STATE.resolve("cache"), applications);
    return new DemoWindow(context, new ShellView(model, context, preferences, screens));
  }

  /** What every screen was built with. */
  public ScreenContext context() {
    return context;
  }

  /** The root node; put it into one scene. */
  public ShellView shell() {
    return shell;
  }

  /** Waits until this many nodes with this selector are there, laid out without a window. */
  public void awaitNodes(String selector, int count) {
    FxHarness.await(
        count + " × " + selector,
        () -> {
          // Rows of lists and halves of split panes are made when they are laid out.
          shell.applyCss();
          shell.layout();
          return shell.lookupAll(selector).size() >= count;
        });
  }

  /** Presses the button with this selector, which is there. */
  public void fire(String button) {
    FxHarness.run(() -> ((ButtonBase) shell.lookup(button)).fire());
  }

  /** Writes into the field with this selector, once it is there. */
  public void type(String field, String text) {
    awaitNodes(field, 1);
    FxHarness.run(() -> ((TextField) shell.lookup(field)).setText(text));
  }

  /** Presses a key on this node. */
  public void press(Node node, KeyCode code) {
    FxHarness.run(
        () ->
            Event.fireEvent(
                node,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }

  /** Opens the change of this path on the Compare screen, by the filter and the keyboard. */
  public void openChange(String path) {
    type("#compare-filter", path);
    awaitNodes("#compare-tree .tree-table-row-cell", 1);
    fire("#compare-as-list");
    TreeTableView<?> tree = FxHarness.call(() -> (TreeTableView<?>) shell.lookup("#compare-tree"));
    FxHarness.await("one row", () -> tree.getExpandedItemCount() == 1);
    FxHarness.run(() -> tree.getSelectionModel().select(0));
    press(tree, KeyCode.ENTER);
  }

  /** Goes there. */
  public void go(Destination destination) {
    FxHarness.run(() -> context.navigation().go(destination));
  }

  /** A scene of this size with it, not dressed and not shown. */
  public Scene scene(int width, int height) {
    return FxHarness.call(() -> new Scene(shell, width, height));
  }

  @Override
  public void close() {
    FxHarness.run(
        () -> {
          shell.close();
          context.bisect().close();
          context.changes().close();
          context.server().close();
          context.state().close();
        });
  }
}
