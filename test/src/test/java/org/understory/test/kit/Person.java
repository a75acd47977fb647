package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.testfx.api.FxRobot;
import org.testfx.api.FxRobotInterface;
import org.understory.app.change.Restart;
import org.understory.app.desktop.SessionBus;
import org.understory.app.home.Folders;
import org.understory.app.launch.MainWindow;
import org.understory.app.shell.FileDialogs;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.app.state.Work;
import org.understory.store.flatpak.Flatpak;

/**
 * Somebody at the window of the program: the real one, on the screen of JavaFX's headless platform,
 * used with TestFX's mouse and keyboard and read off what is drawn. Two things are left out: the
 * desktop's file dialogs, which that platform lacks and whose answers are {@link #willAnswer}ed
 * beforehand, and the speed of a hand (the build sets TestFX's {@code move_max_count} and {@code
 * write_sleep}), because waiting is done for what is to be seen and never for a time.
 */
public final class Person extends FxRobot implements AutoCloseable {
  private static final Pattern SELECTOR = Pattern.compile("[#.].*");

  private final Stage stage;
  private final Queue<Optional<Path>> answers = new ArrayDeque<>();

  private Person(Stage stage) {
    this.stage = stage;
  }

  /** Opens the demo system with this screen in front, in English. */
  public static Person atTheDemo(Path home, String screen) {
    return at(new SystemChoice.Demo(DemoFixture.folder()), home, "screen=" + screen);
  }

  /**
   * Starts the window on this and waits until something is open, or is said not to be.
   *
   * @param home where the program keeps its settings
   * @param settings lines of the settings file, where there is none yet
   */
  public static Person at(SystemChoice choice, Path home, String... settings) {
    return at(choice, home, SessionBus.NONE, settings);
  }

  /** As above, on the desktop of this bus. */
  public static Person at(SystemChoice choice, Path home, SessionBus bus, String... settings) {
    return at(choice, home, bus, Restart.NONE, job -> Reading.open(choice, job), settings);
  }

  /** As above, at what was read already. */
  public static Person at(Reading reading, Path home, String... settings) {
    SystemChoice choice = reading.system().choice();
    return at(choice, home, SessionBus.NONE, Restart.NONE, job -> reading, settings);
  }

  /** As above, at a computer that can be restarted by this. */
  public static Person at(SystemChoice choice, Path home, Restart restart, String... settings) {
    return at(choice, home, SessionBus.NONE, restart, job -> Reading.open(choice, job), settings);
  }

  private static Person at(
      SystemChoice choice,
      Path home,
      SessionBus bus,
      Restart restart,
      Work<Reading> reader,
      String... settings) {
    Folders folders =
        new Folders(
            DemoFixture.folder().getParent(),
            home.resolve("cache"),
            home.resolve("config"),
            home.resolve("state"));
    writeSettings(folders.config().resolve("settings"), settings);
    Person person =
        FxHarness.call(
            () -> {
              Person fresh = new Person(new Stage());
              MainWindow window =
                  new MainWindow(
                      fresh.stage,
                      folders,
                      fresh.dialogs(),
                      bus,
                      restart,
                      new Flatpak(FlatpakLab.environment(home)));
              window.open(choice, reader);
              return fresh;
            });
    FxHarness.await("the window", () -> person.stage.isShowing());
    person.targetWindow(person.stage);
    FxHarness.run(person.stage::requestFocus);
    person.awaits("an end of opening", () -> person.count("#opening-progress") == 0);
    return person;
  }

  private static void writeSettings(Path file, String... settings) {
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        Files.write(
            file,
            List.of("language=english", "frame=0,0,1000,800,normal", String.join("\n", settings)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the next file dialog will be answered with; empty for cancelling it. */
  public void willAnswer(Optional<Path> answer) {
    answers.add(answer);
  }

  /** Waits until this can be seen. */
  public void awaits(String what, BooleanSupplier seen) {
    FxHarness.await(what, seen);
  }

  /** Waits until there is a visible node with this selector and gives it. */
  public <T extends Node> T sees(String selector, Class<T> type) {
    awaits(selector, () -> count(selector) > 0);
    return FxHarness.call(() -> type.cast(visible(selector).iterator().next()));
  }

  /** Waits until there is a visible node with this selector. */
  public void sees(String selector) {
    sees(selector, Node.class);
  }

  /** Waits until no visible node has this selector. */
  public void seesNo(String selector) {
    awaits("no " + selector, () -> count(selector) == 0);
  }

  /** Waits until the words in a node hold this text. */
  public void reads(String selector, String text) {
    try {
      awaits(selector + " to say “" + text + "”", () -> words(selector).contains(text));
    } catch (AssertionError silent) {
      throw new AssertionError(silent.getMessage() + " in:\n" + words(".shell"), silent);
    }
  }

  /** How many visible nodes have this selector now, in all windows. To be called while drawing. */
  public int count(String selector) {
    return visible(selector).size();
  }

  /** All that is written in the visible nodes with this selector now, a line each. */
  public String words(String selector) {
    return FxHarness.call(
        () ->
            visible(selector).stream()
                .flatMap(node -> node.lookupAll("*").stream())
                .map(Person::text)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("\n")));
  }

  /** What would be pasted now. */
  public String pastes() {
    return FxHarness.call(() -> Clipboard.getSystemClipboard().getString());
  }

  /** As TestFX has it, but waits first until it is there, as a person would. */
  @Override
  public FxRobotInterface clickOn(String query, MouseButton... buttons) {
    return clickOn(find(query), buttons);
  }

  /** Clicks what says this inside of what has this selector. */
  public void clickOn(String selector, String text) {
    awaits(selector + " “" + text + "”", () -> labelled(selector + " *", text).isPresent());
    clickOn(FxHarness.call(() -> labelled(selector + " *", text).orElseThrow()));
  }

  @Override
  public FxRobotInterface doubleClickOn(String query, MouseButton... buttons) {
    return doubleClickOn(find(query), buttons);
  }

  @Override
  public FxRobotInterface rightClickOn(String query) {
    return rightClickOn(find(query));
  }

  /** Presses Tab until a node with this selector has the keyboard. */
  public void tabsTo(String selector) {
    Set<Node> passed = new HashSet<>();
    while (!sees(selector, Node.class).equals(focus())) {
      if (!passed.add(focus())) {
        throw new AssertionError("Tab never comes to " + selector + ", but to " + passed);
      }
      push(KeyCode.TAB);
    }
  }

  /** The node that has the keyboard now. */
  public Node focus() {
    return FxHarness.call(() -> window().getScene().getFocusOwner());
  }

  /** The window. */
  public Stage stage() {
    return stage;
  }

  /** Whether the window is still there. */
  public boolean isHere() {
    return FxHarness.call(stage::isShowing);
  }

  @Override
  public void close() {
    FxHarness.run(stage::close);
  }

  private Node find(String query) {
    if (SELECTOR.matcher(query).matches()) {
      return sees(query, Node.class);
    }
    awaits("“" + query + "”", () -> labelled("*", query).isPresent());
    return FxHarness.call(() -> labelled("*", query).orElseThrow());
  }

  private Optional<Node> labelled(String selector, String text) {
    return visible(selector).stream().filter(node -> text(node).equals(text)).findFirst();
  }

  private Collection<Node> visible(String selector) {
    return Window.getWindows().stream()
        .filter(Window::isShowing)
        .sorted((a, b) -> a instanceof Stage ? 1 : b instanceof Stage ? -1 : 0)
        .flatMap(window -> window.getScene().getRoot().lookupAll(selector).stream())
        .filter(Person::shown)
        .toList();
  }

  private static boolean shown(Node node) {
    for (Node above = node; above != null; above = above.getParent()) {
      if (!above.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null;
  }

  private static String text(Node node) {
    return switch (node) {
      case Labeled labeled -> Optional.ofNullable(labeled.getText()).orElse("");
      case TextInputControl field -> Optional.ofNullable(field.getText()).orElse("");
      case Text text -> Optional.ofNullable(text.getText()).orElse("");
      default -> "";
    };
  }

  private Window window() {
    return Window.getWindows().stream().filter(Window::isFocused).findFirst().orElse(stage);
  }

  private FileDialogs dialogs() {
    return new FileDialogs() {
      @Override
      public Optional<Path> chooseFolder(String title) {
        return answers.remove();
      }

      @Override
      public Optional<Path> chooseFile(String title) {
        return answers.remove();
      }

      @Override
      public Optional<Path> chooseTarget(String title, String suggestedName) {
        return answers.remove().map(folder -> folder.resolve(suggestedName));
      }
    };
  }
}
