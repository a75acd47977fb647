package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Questions;

/**
 * Stands in for the updater of Endless OS, which Debian 12 does not have, on a computer that runs a
 * test sysroot: see {@code eosupdater.py}, which says what of it is real.
 */
public final class EndlessStandIn implements AutoCloseable {
  private static final String NAME = "com.endlessm.Updater";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path bus;

  private EndlessStandIn(Process process, Path bus) {
    this.process = process;
    this.bus = bus;
  }

  /**
   * Starts it.
   *
   * @param folder in which the bus has its socket {@code bus}
   */
  public static EndlessStandIn start(BootedHost host, Path folder) {
    try {
      String script = SystemLab.script("eosupdater.py", folder);
      Path bus = folder.resolve("bus");
      String inside = "/run/host";
      List<String> command =
          host.service(List.of("/usr/bin/python3", inside + script, "unix:path=" + inside + bus));
      Process process =
          new ProcessBuilder(command)
              .redirectError(folder.resolve("eosupdater.log").toFile())
              .start();
      String said = PrivateBus.firstLine(process);
      if (!said.equals("ready")) {
        throw new AssertionError(said);
      }
      return new EndlessStandIn(process, bus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So that the bus's list of what can be started names it, as where it is installed. */
  public static void installed(Path root) {
    try {
      Path services = Files.createDirectories(root.resolve("usr/share/dbus-1/system-services"));
      Files.createFile(services.resolve(NAME + ".service"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells it how to behave from now on; {@code eosupdater.py} knows the words. */
  public void set(String key, String value) {
    ask(control("Set").with("ss", key, value), "");
  }

  /** What it was asked and in which states it was, a line each. */
  public List<String> events() {
    return ask(control("Get").with("s", "events"), "s").getFirst().toString().lines().toList();
  }

  /** As somebody else at a terminal would: {@code eos-updater-ctl}. */
  public void call(String member) {
    ask(BusMessage.call(NAME, "/com/endlessm/Updater", NAME, member), "");
  }

  /** Waits until it is in this state. */
  public void await(String state) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!events().getLast().equals(state)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(events().toString());
      }
      Thread.onSpinWait();
    }
  }

  private static BusMessage control(String member) {
    return BusMessage.call(NAME, "/control", "org.understory.test.Control", member);
  }

  private List<Object> ask(BusMessage call, String answer) {
    try (Questions questions = Questions.on(bus)) {
      return Questions.values(questions.ask(call, PATIENCE), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
    process.destroyForcibly().onExit().join();
  }
}
