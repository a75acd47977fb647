package org.understory.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All commands by name. */
final class Commands {
  private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("status", StatusCommand::new);
    ALL.put("refs", RefsCommand::new);
    ALL.put("log", LogCommand::new);
    ALL.put("show", ShowCommand::new);
    ALL.put("ls", LsCommand::new);
    ALL.put("cat", CatCommand::new);
    ALL.put("diff", DiffCommand::new);
    ALL.put("demo", DemoCommand::new);
    ALL.put("completion", CompletionCommand::new);
  }

  private Commands() {}

  /**
   * The command line for these arguments. Where they hold the name of a command and ask for no
   * help, only that command is described to picocli: describing all of them takes a good part of
   * the time that a short command runs.
   */
  static CommandLine of(UnderstoryCommand options, List<String> arguments) {
    CommandLine line = new CommandLine(options);
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (ALL.containsKey(first)) {
      line.addSubcommand(first, ALL.get(first).get());
    } else {
      ALL.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
    // An argument that starts with @ names a revision or path, not a file with more arguments.
    return line.setExpandAtFiles(false);
  }

  /** The command line with every command, for what describes them all. */
  static CommandLine all(UnderstoryCommand options) {
    return of(options, List.of());
  }
}
