package org.understory.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.understory.model.plan.Operation;
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
    ALL.put("packages", PackagesCommand::new);
    ALL.put("usage", UsageCommand::new);
    ALL.put("boot", BootCommand::new);
    ALL.put("upgrade", UpgradeCommand::new);
    ALL.put("deploy", DeployCommand::new);
    ALL.put("rebase", RebaseCommand::new);
    ALL.put("rollback", RollbackCommand::new);
    ALL.put("set-default", SetDefaultCommand::new);
    ALL.put("start-once", StartOnceCommand::new);
    ALL.put("pin", () -> new PinCommand(Operation.Pin::new));
    ALL.put("unpin", () -> new PinCommand(Operation.Unpin::new));
    ALL.put("remove", RemoveCommand::new);
    ALL.put("install", InstallCommand::new);
    ALL.put("uninstall", UninstallCommand::new);
    ALL.put("override", OverrideCommand::new);
    ALL.put("kargs", KargsCommand::new);
    ALL.put("discard-staged", DiscardStagedCommand::new);
    ALL.put("finalize", FinalizeCommand::new);
    ALL.put("refresh", RefreshCommand::new);
    ALL.put("prune", PruneCommand::new);
    ALL.put("verify", VerifyCommand::new);
    ALL.put("unlock", UnlockCommand::new);
    ALL.put("label", LabelCommand::new);
    ALL.put("remotes", RemotesCommand::new);
    ALL.put("remote", RemoteCommand::new);
    ALL.put("image", ImageCommand::new);
    ALL.put("add-remote", AddRemoteCommand::new);
    ALL.put("remove-remote", RemoveRemoteCommand::new);
    ALL.put("import-key", ImportKeyCommand::new);
    ALL.put("flatpak", FlatpakCommand::new);
    ALL.put("activity", ActivityCommand::new);
    ALL.put("undo", UndoCommand::new);
    ALL.put("report", ReportCommand::new);
    ALL.put("bisect", BisectCommand::new);
    ALL.put("restart", RestartCommand::new);
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
