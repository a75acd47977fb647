package org.understory.test.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A computer that runs a deployment of a test sysroot, as far as libostree can tell: the deployment
 * is {@code /} of the processes started here, in name spaces of their own, with this computer's
 * programs for its {@code /usr} and all of this computer below {@code /run/host}.
 */
public final class BootedHost {
  /** Arguments: deployment, sysroot, run, kernel command line, command. */
  private static final String BOOT =
      """
      set -e
      root=$1 sysroot=$2 run=$3 cmdline=$4
      shift 4
      mount --make-rprivate /
      mount --rbind / "$run/host"
      mount --bind "$root" "$root"
      cd "$root"
      mount --rbind /usr usr
      if [ -d "$run/programs" ]; then
        mount -t overlay overlay -o "lowerdir=$run/programs:/usr/bin" usr/bin
      fi
      mount --bind "$sysroot" sysroot
      mount --bind "$sysroot/boot" boot
      mount --rbind "$run" run
      mount --rbind /dev dev
      mount --rbind /proc proc
      mount --bind "$cmdline" proc/cmdline
      mount -t tmpfs tmpfs tmp
      if [ -e "$run/read-only" ]; then
        mount -o remount,bind,ro sysroot
        mount -o remount,bind,ro boot
      fi
      unshare --mount --propagation=private chroot . "$@"
      exit $?
      """;

  /** Afterwards what root made is the owner's. Arguments: folder, owner, command. */
  private static final String GIVE_BACK =
      """
      folder=$1 owner=$2
      shift 2
      "$@"
      status=$?
      find "$folder" -uid 0 -exec chown -h "$owner" {} +
      exit $status
      """;

  private final TestSysroot sysroot;
  private final Path deployment;
  private final Path run;
  private final Path commandLine;

  /** Runs this deployment, whose folder gets what a commit of a real system has at its top. */
  public BootedHost(TestSysroot sysroot, Path deployment) throws IOException {
    this.sysroot = sysroot;
    this.deployment = deployment;
    Path beside = sysroot.folder().resolveSibling("host");
    this.run = beside.resolve("run");
    this.commandLine = beside.resolve("cmdline");
    Files.createDirectories(run.resolve("host"));
    sysroot.write(run.resolve("ostree-booted"), "");
    sysroot.write(commandLine, "root=LABEL=root\n");
    for (String folder : List.of("sysroot", "boot", "run", "dev", "proc", "tmp", "var/tmp")) {
      Files.createDirectories(deployment.resolve(folder));
    }
    for (String link : List.of("bin", "lib", "lib64", "sbin")) {
      Files.createSymbolicLink(deployment.resolve(link), Path.of("usr", link));
    }
    Files.createSymbolicLink(deployment.resolve("ostree"), Path.of("sysroot/ostree"));
  }

  /** Whether this user may play root, which takes root or subordinate ids (subuid(5)). */
  public boolean possible() {
    List<String> command = playRoot();
    command.add("true");
    return Command.attempt(command).status() == 0;
  }

  /** Its {@code /run}. */
  public Path run() {
    return run;
  }

  /** Its {@code /proc/cmdline}. */
  public Path commandLine() {
    return commandLine;
  }

  /** From now on there is this program as well, as a script of the kit. */
  public void install(String script, String name) throws IOException {
    Path programs = Files.createDirectories(run.resolve("programs"));
    Path program = programs.resolve(name);
    Files.move(Path.of(SystemLab.script(script, run)), program);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** From now on {@code /sysroot} and {@code /boot} are mounted read-only. */
  public void makeReadOnly() {
    sysroot.write(run.resolve("read-only"), "");
  }

  /** Runs a class of the tests there, which may fail. */
  public Command.Result attempt(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("/run/host" + System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return attempt(command);
  }

  /** Runs a program there, which may fail. */
  public Command.Result attempt(List<String> program) {
    List<String> command = playRoot();
    command.addAll(command(program));
    return Command.attempt(command);
  }

  /** What starts a program there; to be started by root. */
  public List<String> command(List<String> program) {
    return command(List.of("--pid", "--fork", "--mount-proc"), program);
  }

  /** The same for a service, which sees who of all processes of this computer talks to it. */
  List<String> service(List<String> program) {
    return command(List.of(), program);
  }

  private List<String> command(List<String> spaces, List<String> program) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    command.addAll(spaces);
    command.addAll(List.of("sh", "-c", BOOT, "sh", deployment.toString()));
    command.addAll(List.of(sysroot.folder().toString(), run.toString(), commandLine.toString()));
    command.addAll(program);
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> "/run/host" + entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** As an ordinary user that one and a subordinate one that plays root, as the demo does. */
  private List<String> playRoot() {
    if ("root".equals(System.getProperty("user.name"))) {
      return new ArrayList<>();
    }
    String user = Command.run("id", "-u").strip();
    String group = Command.run("id", "-g").strip();
    List<String> command = new ArrayList<>(List.of("unshare", "--map-auto"));
    command.addAll(List.of("--map-user=" + user, "--map-group=" + group));
    command.addAll(List.of("--setuid=0", "--setgid=0", "sh", "-c", GIVE_BACK, "sh"));
    command.addAll(List.of(sysroot.folder().getParent().toString(), user + ":" + group));
    return command;
  }
}
