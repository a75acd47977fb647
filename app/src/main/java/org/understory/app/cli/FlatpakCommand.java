package org.understory.app.cli;

import picocli.CommandLine.Command;

/** {@code flatpak}: the applications and runtimes that Flatpak has installed on this computer. */
@Command(
    name = "flatpak",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {
      FlatpakListCommand.class,
      FlatpakShowCommand.class,
      FlatpakLogCommand.class,
      FlatpakDiffCommand.class,
      FlatpakUpdateCommand.class,
      FlatpakRollbackCommand.class,
      FlatpakHoldCommand.class,
      FlatpakReleaseCommand.class,
      FlatpakUndoCommand.class
    })
final class FlatpakCommand {}
