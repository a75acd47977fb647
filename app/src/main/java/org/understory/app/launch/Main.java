package org.understory.app.launch;

import org.understory.app.cli.UnderstoryCommand;
import picocli.CommandLine;

/** Starts the command line, or the window when no command is given. */
public final class Main {
  private Main() {}

  /** Entry point. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new UnderstoryCommand()).execute(arguments));
  }
}
