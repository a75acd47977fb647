package org.understory.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.understory.app.state.SystemChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code understory}: the options that all commands share. */
@Command(name = UnderstoryCommand.NAME, sortOptions = false, abbreviateSynopsis = true)
final class UnderstoryCommand {
  static final String NAME = "understory";

  @Option(
      names = "--sysroot",
      paramLabel = "PATH",
      descriptionKey = "option.sysroot",
      scope = ScopeType.INHERIT)
  private @Nullable Path sysroot;

  @Option(
      names = "--repo",
      paramLabel = "PATH",
      descriptionKey = "option.repo",
      scope = ScopeType.INHERIT)
  private @Nullable Path repository;

  @Option(names = "--demo", descriptionKey = "option.demo", scope = ScopeType.INHERIT)
  private boolean demo;

  @Option(names = "--json", descriptionKey = "option.json", scope = ScopeType.INHERIT)
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      descriptionKey = "option.help",
      scope = ScopeType.INHERIT)
  private boolean help;

  @Option(names = "--version", versionHelp = true, descriptionKey = "option.version")
  private boolean version;

  private final Path demoFolder;

  UnderstoryCommand(Path demoFolder) {
    this.demoFolder = demoFolder;
  }

  boolean json() {
    return json;
  }

  boolean help() {
    return help;
  }

  boolean version() {
    return version;
  }

  /** How many of the options that name a system were given; more than one is wrong usage. */
  int choices() {
    return (sysroot == null ? 0 : 1) + (repository == null ? 0 : 1) + (demo ? 1 : 0);
  }

  /** The system that the options name, if they name one. */
  Optional<SystemChoice> choice() {
    if (sysroot != null) {
      return Optional.of(
          sysroot.toAbsolutePath().normalize().equals(Path.of("/"))
              ? new SystemChoice.Live()
              : new SystemChoice.Folder(sysroot));
    }
    if (repository != null) {
      return Optional.of(new SystemChoice.BareRepository(repository));
    }
    return demo ? Optional.of(new SystemChoice.Demo(demoFolder)) : Optional.empty();
  }
}
