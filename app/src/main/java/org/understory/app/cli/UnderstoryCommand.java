package org.understory.app.cli;

import picocli.CommandLine.Command;

/** The command {@code understory}: global options, and what happens when no command follows. */
@Command(name = "understory")
public final class UnderstoryCommand {}
