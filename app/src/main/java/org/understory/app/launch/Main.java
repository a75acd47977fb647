package org.understory.app.launch;

import java.util.Map;
import org.understory.app.cli.CommandRunner;
import org.understory.app.cli.Terminal;
import org.understory.app.cli.Training;
import org.understory.app.home.Folders;

/** Starts the command line, or the window when no command is given. */
public final class Main {
  private Main() {}

  /** Entry point. */
  public static void main(String[] arguments) {
    if (trained()) {
      return;
    }
    // The window's classes, and JavaFX with them, are loaded only if the window is wanted.
    CommandRunner runner =
        new CommandRunner(Terminal.ofThisProcess(), choice -> WindowStart.run(choice));
    System.exit(runner.run(arguments));
  }

  /** The build of the runtime image starts the program only to see which classes it uses. */
  private static boolean trained() {
    String terminal = System.getProperty("understory.training.terminal");
    String window = System.getProperty("understory.training.window");
    if (terminal != null) {
      Training.terminal(Folders.of(Map.of("HOME", terminal)));
    }
    if (window != null) {
      Folders folders = Folders.of(Map.of("HOME", window));
      Training.window(folders, choice -> WindowStart.train(choice, folders));
    }
    return terminal != null || window != null;
  }
}
