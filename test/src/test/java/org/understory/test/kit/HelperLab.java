package org.understory.test.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The helper's front on a system bus, with a worker's socket, and somebody who starts it anew as
 * systemd would.
 */
public final class HelperLab implements AutoCloseable {
  private static final String UNDERSTORY = "61000";

  private final SystemLab lab;
  private final Process workers;
  private final BusPerson looker;
  private final List<String> program;
  private final boolean again;
  private Process front;
  private int starts;

  /**
   * How long the front waits, in milliseconds, 0 for as long as when it is installed.
   *
   * @param idle until it ends when nobody calls
   * @param others for polkit, and as long as it keeps transactions
   * @param heartbeat for itself
   */
  public record Patience(long idle, long others, long heartbeat) {
    /** As installed. */
    public static final Patience INSTALLED = new Patience(0, 0, 0);
  }

  /**
   * One with the front of the tests and workers that have no system.
   *
   * @param again whether a front that ends is started anew
   */
  public HelperLab(SystemLab.Kind kind, Path folder, Patience patience, boolean again) {
    this(
        SystemLab.start(kind, folder),
        pretended(folder),
        front(TestFront.class, patience.idle, patience.others, patience.heartbeat),
        again);
  }

  /**
   * One in this lab.
   *
   * @param worker what serves the workers' socket, and says so; run by root
   * @param front the front's program
   * @param again whether a front that ends is started anew
   */
  HelperLab(SystemLab lab, List<String> worker, List<String> front, boolean again) {
    this.lab = lab;
    this.program = List.copyOf(front);
    this.again = again;
    looker = lab.person("root");
    looker.connect();
    try {
      List<String> command = lab.inside("root");
      command.addAll(worker);
      workers = new ProcessBuilder(command).redirectError(lab.log()).start();
      PrivateBus.firstLine(workers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.front = startFront();
  }

  private static List<String> pretended(Path folder) {
    try {
      return List.of(
          "/usr/bin/python3",
          SystemLab.script("worker.py", folder),
          "/run/understory/worker",
          UNDERSTORY,
          "/var/lib/understory/outcome.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What starts this front, with these arguments. */
  static List<String> front(Class<?> main, long... arguments) {
    List<String> options = List.of("-Xmx48m", "-Xss512k");
    List<String> command = SystemLab.java(Path.of("/"), options, main);
    for (long argument : arguments) {
      command.add(Long.toString(argument));
    }
    return command;
  }

  /** The bus and polkit that it is on. */
  public SystemLab lab() {
    return lab;
  }

  private Process startFront() {
    List<String> command = new ArrayList<>(lab.inside("understory"));
    command.addAll(program);
    try {
      Process started =
          new ProcessBuilder(command).redirectOutput(lab.log()).redirectError(lab.log()).start();
      starts++;
      if (again) {
        started
            .onExit()
            .thenAccept(
                ended -> {
                  synchronized (this) {
                    if (front == ended) {
                      front = startFront();
                    }
                  }
                });
      }
      awaitName(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitName(Process started) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!isThere()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("no front: " + lab.said());
      }
      Thread.onSpinWait();
    }
  }

  /** Whether somebody owns the name. */
  public synchronized boolean isThere() {
    JsonNode answer =
        looker.run(
            "call",
            Map.of(
                "dest", "org.freedesktop.DBus",
                "path", "/org/freedesktop/DBus",
                "interface", "org.freedesktop.DBus",
                "member", "NameHasOwner",
                "sig", "s",
                "args", List.of("org.understory.Helper1")));
    return answer.get("body").get(0).asInt() == 1;
  }

  /** The front's process. */
  public synchronized Process front() {
    return front;
  }

  /** How often it was started. */
  public synchronized int starts() {
    return starts;
  }

  /** What serves the workers' socket. */
  public Process workers() {
    return workers;
  }

  /** Starts another front, when the first has ended. */
  public synchronized void startAnother() {
    front = startFront();
  }

  @Override
  public void close() {
    Process last;
    synchronized (this) {
      last = front;
      front = workers;
    }
    last.destroyForcibly().onExit().join();
    workers.destroyForcibly().onExit().join();
    looker.close();
    lab.close();
  }
}
