package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.understory.store.bus.BusMessage;
import org.understory.store.bus.Questions;

/**
 * Stands in for the daemon of rpm-ostree, which Debian 12 does not have, on a computer that runs a
 * test sysroot: see {@code rpmostreed.py}, which says what of it is real.
 */
public final class RpmOstreeStandIn implements AutoCloseable {
  private static final String NAME = "org.projectatomic.rpmostree1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path bus;

  private RpmOstreeStandIn(Process process, Path bus) {
    this.process = process;
    this.bus = bus;
  }

  /**
   * Starts it, and comes back once it has its name.
   *
   * @param folder in which the bus has its socket {@code bus}, and it gets one for transactions
   */
  public static RpmOstreeStandIn start(BootedHost host, Path folder) {
    try {
      String script = SystemLab.script("rpmostreed.py", folder);
      Path bus = folder.resolve("bus");
      Path transactions = folder.resolve("transactions");
      String inside = "/run/host";
      List<String> command =
          host.service(
              List.of(
                  "/usr/bin/python3",
                  inside + script,
                  "unix:path=" + inside + bus,
                  inside + transactions,
                  transactions.toString()));
      return started(command, bus, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a system bus has to know of it: {@code org.projectatomic.rpmostree1.conf}, for root. */
  static void allowed(Path policies) throws IOException {
    String rule = "<allow own=\"%s\"/><allow send_destination=\"%s\"/>".formatted(NAME, NAME);
    Files.writeString(
        policies.resolve(NAME + ".conf"),
        "<busconfig><policy user=\"root\">" + rule + "</policy></busconfig>\n");
  }

  /**
   * As above, on the bus of a whole computer.
   *
   * @param inside what starts a program there as root
   * @param folder seen there below {@code /run/host}
   */
  static RpmOstreeStandIn start(List<String> inside, Path bus, Path folder) throws IOException {
    String script = SystemLab.script("rpmostreed.py", folder);
    Path transactions = folder.resolve("transactions");
    List<String> command = new ArrayList<>(inside);
    command.addAll(List.of("/usr/bin/python3", "/run/host" + script));
    command.addAll(List.of("unix:path=/run/dbus/system_bus_socket", "/run/host" + transactions));
    command.add(transactions.toString());
    return started(command, bus, folder);
  }

  private static RpmOstreeStandIn started(List<String> command, Path bus, Path folder)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(folder.resolve("rpmostreed.log").toFile())
            .start();
    String said = PrivateBus.firstLine(process);
    if (!said.equals("ready")) {
      throw new AssertionError(said + Files.readString(folder.resolve("rpmostreed.log")));
    }
    return new RpmOstreeStandIn(process, bus);
  }

  /** So that the bus's list of what can be started names it, as where it is installed. */
  public static void installed(Path root) throws IOException {
    Path services = Files.createDirectories(root.resolve("usr/share/dbus-1/system-services"));
    Files.createFile(services.resolve(NAME + ".service"));
  }

  /** Tells it how to behave from now on; {@code rpmostreed.py} knows the words. */
  public void set(String key, String value) {
    ask("Set", "ss", "", key, value);
  }

  /** What it was asked, a line each. */
  public List<String> events() {
    return ask("Get", "s", "s", "events").getFirst().toString().lines().toList();
  }

  /** What those who listened to transactions did, a word each: start, cancelled, left. */
  public List<String> heard() {
    return ask("Get", "s", "s", "heard").getFirst().toString().lines().toList();
  }

  /** Waits until it notes this; whether it does within some seconds. */
  public boolean until(String event) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (events().contains(event)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /**
   * As somebody else at a terminal would: {@code rpm-ostree install}. Comes back when it is over.
   */
  public void install(String stateroot, String name) {
    ask("Install", "ss", "", stateroot, name);
  }

  /** As a timer would ({@code rpm-ostree upgrade --check}); comes back when it has looked. */
  public void check(String stateroot) {
    ask("Check", "s", "", stateroot);
  }

  /** As Zincati would ({@code rpm-ostree deploy "" --register-driver=NAME}). */
  public void drive(String stateroot, String name) {
    ask("Drive", "ss", "", stateroot, name);
  }

  private List<Object> ask(String member, String types, String answer, Object... values) {
    try (Questions questions = Questions.on(bus)) {
      BusMessage call =
          BusMessage.call(NAME, "/control", "org.understory.test.Control", member)
              .with(types, values);
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
