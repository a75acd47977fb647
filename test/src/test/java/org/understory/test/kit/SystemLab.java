package org.understory.test.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A system bus with Debian's own configuration and a real polkitd, in a mount namespace of their
 * own, with people who exist only there: {@code ada} is the administrator (her password is {@code
 * right}), {@code bob} and {@code hal} are users, a rule says yes to {@code fay}, if it is told the
 * hash of the request, and no to {@code gil}. Needs root.
 */
public final class SystemLab implements AutoCloseable {
  /** The two programs that are a system bus somewhere. */
  public enum Kind {
    DBUS_DAEMON("dbus-daemon"),
    DBUS_BROKER("dbus-broker");

    private final String program;

    Kind(String program) {
      this.program = program;
    }
  }

  private static final String RULES =
      """
      polkit.addAdminRule(function(action, subject) { return ["unix-user:ada"]; });
      polkit.addRule(function(action, subject) {
        if (action.id.indexOf("org.understory.") == 0) {
          var known = /^[0-9a-f]{64}$/.test(action.lookup("request"));
          if (subject.user == "fay" && known) return polkit.Result.YES;
          if (subject.user == "gil") return polkit.Result.NO;
        }
      });
      """;
  private static final Path SYSTEM =
      Path.of(System.getProperty("understory.root"), "resources/src/main/system");

  private final Path folder;
  private final Process lab;
  private final String pid;

  /** Process id of polkitd. */
  private final long polkitd;

  private SystemLab(Path folder, Process lab, String pid, long polkitd) {
    this.folder = folder;
    this.lab = lab;
    this.pid = pid;
    this.polkitd = polkitd;
  }

  /** Whether this user may make one here. */
  public static boolean possible() {
    return Command.attempt(List.of("unshare", "-m", "id", "-u")).text().equals("0");
  }

  /** Starts one in this folder. */
  public static SystemLab start(Kind kind, Path folder) {
    try {
      copy("org.understory.policy", folder.resolve("actions"));
      copy("org.understory.Helper1.conf", folder.resolve("bus"));
      RpmOstreeStandIn.allowed(folder.resolve("bus"));
      Files.createDirectories(folder.resolve("rules"));
      Files.writeString(folder.resolve("rules/10-test.rules"), RULES);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      ProcessBuilder builder =
          new ProcessBuilder(
                  "unshare",
                  "-m",
                  "--propagation",
                  "private",
                  "/usr/bin/python3",
                  script("lab.py", folder),
                  kind.program,
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("CLASSES", System.getProperty("java.class.path"));
      Process lab = builder.start();
      String[] said = PrivateBus.firstLine(lab).split(" ", -1);
      return new SystemLab(folder, lab, said[1], Long.parseLong(said[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(String name, Path to) throws IOException {
    Files.createDirectories(to);
    Files.copy(SYSTEM.resolve(name), to.resolve(name));
  }

  /** Writes a program out of the resources into this folder. */
  static String script(String name, Path folder) throws IOException {
    Path written = folder.resolve(name);
    try (InputStream source = SystemLab.class.getResourceAsStream(name)) {
      if (source != null && !Files.exists(written)) {
        Files.write(written, source.readAllBytes());
      }
    }
    return written.toString();
  }

  /** What starts a program as this user inside, to which the program is appended. */
  public List<String> inside(String user) {
    List<String> command = new ArrayList<>(List.of("nsenter", "-m", "-t", pid));
    if (!user.equals("root")) {
      command.addAll(List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups"));
    }
    return command;
  }

  /**
   * What starts a class of the tests inside; the folders that the classes are in may be closed to
   * others, so they are mounted where everybody can read them.
   *
   * @param seen where all of the inside is for that process: {@code /}, or where it is mounted
   */
  public static List<String> java(Path seen, List<String> options, Class<?> main) {
    List<String> places = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String kind = entry.endsWith(".jar") ? ".jar" : "";
      places.add(seen.resolve("run/understory-classes/" + places.size() + kind).toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, places), main.getName()));
    return command;
  }

  /** Somebody of this name on the bus. */
  public BusPerson person(String user) {
    try {
      List<String> command = inside(user);
      command.addAll(List.of("/usr/bin/python3", script("person.py", folder)));
      return new BusPerson(new ProcessBuilder(command).redirectError(log()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers the prompts for this person: {@code right, wrong, dismissed, never}. */
  public BusAgent agent(BusPerson person, String mode) {
    return agent("root", "agent.py", person.identity(), mode);
  }

  /**
   * As {@link #agent(BusPerson, String)}, for a process of which this computer's number is known.
   */
  BusAgent agent(long process, String user, String mode) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
      String uid = Command.run(with(inside("root"), "id", "-u", user)).strip();
      return agent("root", "agent.py", List.of(Long.toString(process), start, uid), mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> with(List<String> start, String... rest) {
    List<String> all = new ArrayList<>(start);
    all.addAll(List.of(rest));
    return all;
  }

  /** Types this password, of whoever the prompt names, at a terminal of this person. */
  public BusAgent typist(String user, BusPerson person, String password) {
    return agent(user, "typist.py", person.identity(), password);
  }

  private BusAgent agent(String user, String program, List<String> identity, String argument) {
    try {
      List<String> command = inside(user);
      command.addAll(List.of("/usr/bin/python3", script(program, folder)));
      command.addAll(identity);
      command.add(argument);
      return new BusAgent(new ProcessBuilder(command).redirectError(log()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the programs inside say what they have to say. */
  public ProcessBuilder.Redirect log() {
    return ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile());
  }

  /** What they said. */
  public String said() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All entries of the journal inside that fit these matches of journalctl, the oldest first. */
  public List<JsonNode> journal(String... matches) {
    Command.run(with(inside("root"), "journalctl", "--sync"));
    List<String> command = with(inside("root"), "journalctl", "--system", "--quiet", "--all");
    command.addAll(List.of("--output=json", "--no-pager"));
    String said = Command.run(with(command, matches));
    return said.lines().map(SystemLab::json).toList();
  }

  /**
   * The same once there is one: whoever writes it does so beside its answer. Fails after twenty
   * seconds.
   */
  public List<JsonNode> awaitJournal(String... matches) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<JsonNode> found = journal(matches);
    while (found.isEmpty() && System.nanoTime() < end) {
      found = journal(matches);
    }
    assertThat(found).as(String.join(" ", matches)).isNotEmpty();
    return found;
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path inside, as seen from outside. */
  public Path path(String path) {
    return Path.of("/proc", pid, "root" + path);
  }

  /** Sends polkitd a signal: {@code STOP, CONT, KILL}. */
  public void polkitd(String signal) {
    Command.run("kill", "-s", signal, Long.toString(polkitd));
  }

  @Override
  public void close() {
    try {
      lab.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lab.onExit().join();
  }
}
