package org.understory.app.cli;

import picocli.CommandLine.Command;

/** {@code remote}: what a remote's server has. These commands go to the network. */
@Command(
    name = "remote",
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {RemoteRefsCommand.class, RemoteLogCommand.class})
final class RemoteCommand {}
