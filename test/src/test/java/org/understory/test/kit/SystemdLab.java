package org.understory.test.kit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.HelperEngine;
import org.understory.store.journal.SystemJournal;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/**
 * A computer with nothing played but its boot loader and initramfs: Debian 12 with systemd as its
 * first process, dbus-daemon, polkitd, logind and sshd, on which Understory is installed from a
 * runtime image, running the older of two deployments of {@code main}. It is a container of
 * systemd-nspawn with disks, mounts and a network of its own. {@code ada} may administer, with the
 * password {@code right}; {@code bob} is a user. A third version waits in the remote {@code
 * origin}. Needs root.
 */
public final class SystemdLab implements AutoCloseable {
  /** Where {@code test/system/run} says that the system without Understory is. */
  private static final String BASE = System.getProperty("understory.base", "");

  private static final String IMAGE = System.getProperty("understory.image", "");

  /** The image that {@link #ofImage} follows. */
  public static final String IMAGE_NAME = "127.0.0.1:5000/fern/os:stable";

  /** What the origin says of it. */
  public static final String IMAGE_REFERENCE = "ostree-unverified-registry:" + IMAGE_NAME;

  private static final Path CHECKOUT = Path.of(System.getProperty("understory.root"));

  private final Path folder;
  private final Process lab;
  private final BufferedReader answers;

  /** Process id of its systemd, as seen from outside. */
  private String leader = "";

  /** The folder of the deployment that runs. */
  private Path running = Path.of("/");

  /** Makes one and starts it. */
  public SystemdLab() {
    this(Optional.empty());
    order("boot 1");
  }

  private SystemdLab(Optional<SomeImage> image) {
    try {
      folder = Files.createTempDirectory(Path.of(BASE).getParent(), "lab");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path installed = folder.resolve("installed");
      Command.Result laid =
          Command.attempt(
              List.of(CHECKOUT.resolve("installer/system").toString(), installed.toString()),
              Map.of("UNDERSTORY_IMAGE", IMAGE));
      if (laid.status() != 0) {
        throw new AssertionError(laid.errors());
      }
      if (image.isPresent()) {
        Path bootc = Path.of(SystemLab.script("bootc.py", folder));
        Files.copy(bootc, installed.resolve("usr/bin/bootc"));
        Files.setPosixFilePermissions(
            installed.resolve("usr/bin/bootc"), PosixFilePermissions.fromString("rwxr-xr-x"));
        new ObjectMapper()
            .writeValue(
                folder.resolve("image.json").toFile(),
                Map.of(
                    "ref", ImageSysroot.ref(IMAGE_NAME),
                    "reference", IMAGE_REFERENCE,
                    "metadata", image.get().metadata()));
      }
      List<String> command = new ArrayList<>();
      command.addAll(List.of("/usr/bin/python3", SystemLab.script("systemd.py", folder)));
      command.addAll(List.of(folder.toString(), BASE));
      command.add(installed.toString());
      lab = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      answers = lab.inputReader(StandardCharsets.UTF_8);
      answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One whose version 2 comes from a container image, and runs; with the stand-in for bootc, which
   * does all to the system that bootc does, and a registry on the loopback.
   */
  public static SystemdLab ofImage(SomeImage image) {
    SystemdLab lab = new SystemdLab(Optional.of(image));
    lab.order("boot 0");
    return lab;
  }

  /** Why there can be none here; empty where there can. */
  public static String obstacle() {
    return BASE.isEmpty() || IMAGE.isEmpty() ? "only with test/system/run" : "";
  }

  /**
   * Starts it.
   *
   * @param place of the boot entry, 0 for the one that starts by default
   */
  public void boot(int place) {
    order("boot " + place);
  }

  /**
   * Starts a registry there on port 5000 that has these images under these names; it ends with the
   * system.
   */
  public void serveImages(Map<String, SomeImage> images) {
    try {
      Path filled = Files.createDirectories(folder.resolve("registry"));
      try (RegistryLab registry = RegistryLab.start(filled)) {
        images.forEach(registry::push);
      }
      Path there = path("/run/registry");
      Command.run("cp", "-r", filled.toString(), there.toString());
      Files.writeString(
          there.resolve("config.yml"),
          """
          version: 0.1
          storage: {filesystem: {rootdirectory: /run/registry/files}}
          http: {addr: "127.0.0.1:5000"}
          """);
      Files.writeString(
          Files.createDirectories(path("/etc/containers/registries.conf.d")).resolve("lab.conf"),
          "[[registry]]\nlocation = \"127.0.0.1:5000\"\ninsecure = true\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("systemd-run", "--quiet", "docker-registry", "serve", "/run/registry/config.yml");
    run(
        "timeout",
        "30",
        "sh",
        "-c",
        "until skopeo list-tags docker://127.0.0.1:5000/fern/os; do :; done");
  }

  /** The newest commit of the remote, which has version 3. */
  public String newest() {
    return run("ostree", "rev-parse", "--repo=/run/far", "stable");
  }

  /** Shuts it down cleanly. */
  public void shutDown() {
    order("down");
  }

  /** Waits until it has started anew by itself. */
  public void awaitRestart() {
    order("again");
  }

  private void order(String order) {
    try {
      lab.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
      lab.getOutputStream().flush();
      String[] answer = answer().split(" ", -1);
      leader = answer[0];
      running = Path.of(answer[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new AssertionError("no lab: " + said());
    }
    return line;
  }

  private String said() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Runs a program there as root, outside of any session; it may fail. */
  public Command.Result attempt(String... command) {
    List<String> all = inside();
    all.addAll(List.of(command));
    return Command.attempt(all);
  }

  /** As {@link #attempt}; fails when it fails. Gives what it printed. */
  public String run(String... command) {
    Command.Result result = attempt(command);
    if (result.status() != 0) {
      throw new AssertionError(
          List.of(command) + " failed: " + result.text() + result.errors() + journal());
    }
    return result.text();
  }

  /** What Understory's units and systemd have said of them, since it started. */
  public String journal() {
    return attempt("journalctl", "--no-pager", "--boot", "--unit=understory-*").text();
  }

  /** What starts a program there as root. */
  List<String> inside() {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", leader, "--all"));
    command.addAll(List.of("env", "-i", "-C", "/", "PATH=/usr/sbin:/usr/bin", "LC_ALL=C.UTF-8"));
    return command;
  }

  /** Somebody at the computer itself, in a session of its only seat. */
  public Login atSeat(String user) {
    List<String> command = inside();
    command.addAll(List.of("systemd-run", "--pty", "--wait", "--collect", "--quiet"));
    command.addAll(
        List.of("-p", "PAMName=login", "-p", "User=" + user, "-E", "TERM=dumb", "-E", "PS1="));
    command.addAll(List.of("-E", "XDG_SEAT=seat0", "-E", "XDG_SESSION_TYPE=tty"));
    command.addAll(List.of("-E", "XDG_SESSION_CLASS=user", "-E", "LC_ALL=C.UTF-8"));
    command.addAll(List.of("sh", "-c", Login.SHELL));
    return new Login(command, path("/"));
  }

  /** Somebody who has come over ssh. */
  public Login fromAfar(String user) {
    List<String> command = inside();
    command.addAll(List.of("ssh", "-q", "-tt", "-i", "/etc/ssh/lab"));
    command.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
    command.addAll(List.of(user + "@10.9.9.9", "TERM=dumb", "PS1=", "sh -c '" + Login.SHELL + "'"));
    return new Login(command, path("/"));
  }

  /** A path there, as seen from outside. */
  public Path path(String path) {
    return Path.of("/proc", leader, "root" + path);
  }

  /** The program's end, as root. */
  public HelperEngine engine() {
    return new HelperEngine(
        path("/run/dbus/system_bus_socket"), sysroot(), files(), activityLog(), written());
  }

  /** What was done, as the program reads it. */
  public ActivityLog activityLog() {
    return new ActivityLog(path("/var/lib/understory/activity.jsonl"));
  }

  /**
   * Its disk. A path below {@code /proc} would lead to this computer's own where links are read.
   */
  private Path sysroot() {
    return folder.resolve("sysroot");
  }

  private SystemJournal written() {
    return SystemJournal.of(
        path("/run/log/journal"), path("/nonexistent"), Path.of("/proc/sys/kernel/random/boot_id"));
  }

  private HostFiles files() {
    return new HostFiles(running, sysroot(), folder.resolve("cmdline"), path("/run"));
  }

  /** The deployments, read past the helper. */
  public SystemSnapshot snapshot() {
    try (Sysroot open = Sysroot.open(sysroot(), files())) {
      return open.snapshot();
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      lab.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lab.onExit().join();
    Command.run("rm", "-rf", folder.toString());
  }
}
