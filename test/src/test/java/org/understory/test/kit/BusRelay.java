package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets this process be somebody else on a system bus, who has no more rights than that person. */
public final class BusRelay implements AutoCloseable {
  private final SystemLab lab;
  private final String user;
  private final Process process;
  private final Path socket;

  private BusRelay(SystemLab lab, String user, Process process, Path socket) {
    this.lab = lab;
    this.user = user;
    this.process = process;
    this.socket = socket;
  }

  /** Whoever talks to its socket talks to the bus as this user. */
  static BusRelay start(SystemLab lab, String user, Path folder) {
    try {
      List<String> command = new ArrayList<>(lab.inside(user));
      command.addAll(List.of("/usr/bin/python3", SystemLab.script("relay.py", folder)));
      Process process = new ProcessBuilder(command).redirectError(lab.log()).start();
      return new BusRelay(lab, user, process, lab.path(PrivateBus.firstLine(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the place of the socket of the bus. */
  Path socket() {
    return socket;
  }

  /** What answers the prompts for this person, as in {@link SystemLab#agent}. */
  public BusAgent agent(String mode) {
    return lab.agent(process.pid(), user, mode);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Command.run("rm", "-rf", socket.resolveSibling("").toString());
  }
}
