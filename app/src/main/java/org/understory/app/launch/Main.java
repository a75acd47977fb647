package org.understory.app.launch;

import java.nio.file.Path;
import org.understory.app.cli.CommandRunner;
import org.understory.app.cli.Terminal;
import org.understory.app.cli.Training;

/** Starts the command line, or the window when no command is given. */
public final class Main {
  private Main() {}

  /** Entry point. */
  public static void main(String[] arguments) {
    String training = System.getProperty("understory.training");
    if (training != null) {
      Training.run(Path.of(training));
      return;
    }
    // The window's classes, and JavaFX with them, are loaded only if the window is wanted.
    CommandRunner runner =
        new CommandRunner(Terminal.ofThisProcess(), choice -> WindowStart.run(choice));
    System.exit(runner.run(arguments));
  }
}
