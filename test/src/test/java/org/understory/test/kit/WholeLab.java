package org.understory.test.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.launch.Main;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.HelperEngine;
import org.understory.store.engine.WorkerMain;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.store.helper.HelperMain;
import org.understory.store.journal.SystemJournal;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.store.wire.RecordJson;

/**
 * A computer with everything real but its systemd: bus, polkitd, the installed front, and a worker
 * for each connection, on a system that runs the older of two deployments of {@code main}; a third
 * commit waits on the branch {@code stable}. {@code /sysroot} and {@code /boot} are read-only.
 */
public final class WholeLab implements AutoCloseable {
  /** Where a worker writes down what was done, and what came of it last. */
  private static final String STATE = "/var/lib/understory/";

  /** A branch beside {@code stable}, of the same commits; there once something was published. */
  public static final String OTHER_BRANCH = "next";

  private final UpdateService service;
  private final Path folder;
  private final TestSysroot sysroot;
  private final GrubLab grub;
  private final BootedHost host;
  private final HelperLab helper;

  /** Process id of what plays systemd, as seen from outside. */
  private final String systemd;

  private final Optional<BootcStandIn> bootc;
  private final Path runningFolder;
  private final String running;
  private final String other;
  private final String newest;

  /**
   * Starts one.
   *
   * @param again whether a front that ends is started anew, as systemd would
   */
  public WholeLab(SystemLab.Kind kind, boolean again) {
    this(kind, again, Optional.empty(), UpdateService.LIBOSTREE);
  }

  /** With the helper of this runtime image, as it is installed. */
  public static WholeLab ofImage(SystemLab.Kind kind, Path image) {
    Optional<Path> installed = Optional.of(image.resolve("lib/helper"));
    return new WholeLab(kind, false, installed, UpdateService.LIBOSTREE);
  }

  /** With images in place of branches, and a stand-in of bootc that brings them. */
  public static WholeLab ofImages(SystemLab.Kind kind) {
    return new WholeLab(kind, true, Optional.empty(), UpdateService.BOOTC);
  }

  private WholeLab(
      SystemLab.Kind kind, boolean again, Optional<Path> installed, UpdateService service) {
    this.service = service;
    try {
      // In memory: libostree waits for the disk after every change, and can't make this immutable.
      folder = Files.createTempDirectory(Path.of("/dev/shm"), "whole");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      sysroot = TestSysroot.create(folder.resolve("sysroot"), stateroot());
      running = deploy("1");
      other = deploy("2");
      newest = sysroot.commit("stable", "3", "kernel");
      grub = GrubLab.on(sysroot);
      runningFolder =
          sysroot.folder().resolve("ostree/deploy/" + running.replaceFirst("-", "/deploy/"));
      host = new BootedHost(sysroot, runningFolder);
      bootc =
          service == UpdateService.BOOTC
              ? Optional.of(
                  new BootcStandIn(new ImageSysroot(sysroot), host, folder.resolve("server")))
              : Optional.empty();
      host.makeReadOnly();
      useJournal();
      Path outside = Files.createDirectory(folder.resolve("lab"));
      List<String> system = new ArrayList<>();
      system.addAll(List.of("/usr/bin/python3", "/run/host" + script(outside)));
      system.addAll(List.of("/run/understory/worker", "61000"));
      if (installed.isPresent()) {
        system.addAll(List.of("/run/host" + installed.get(), "worker"));
      } else {
        system.addAll(SystemLab.java(Path.of("/run/host"), workerOptions(), WorkerMain.class));
        system.addAll(List.of("system", "/", STATE + "activity.jsonl", STATE + "outcome.json"));
      }
      helper =
          new HelperLab(
              SystemLab.start(kind, outside),
              host.command(system),
              installed
                  .map(program -> List.of(program.toString(), "front"))
                  .orElseGet(() -> HelperLab.front(HelperMain.class)),
              again);
      systemd =
          helper
              .workers()
              .descendants()
              .filter(each -> each.children().findAny().isEmpty())
              .map(each -> Long.toString(each.pid()))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The journal of the lab is the one of the running system. */
  private void useJournal() throws IOException {
    Path outside = Path.of("/run/host/run");
    Files.createDirectory(host.run().resolve("systemd"));
    Files.createSymbolicLink(host.run().resolve("log"), outside.resolve("log"));
    Files.createSymbolicLink(
        host.run().resolve("systemd/journal"), outside.resolve("systemd/journal"));
    Path id = Path.of("/etc/machine-id");
    Files.copy(id, runningFolder.resolve("etc/machine-id"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String script(Path outside) throws IOException {
    return SystemLab.script("system.py", outside);
  }

  private static List<String> workerOptions() {
    return List.of("-Xmx256m", "-Xss512k", "--enable-native-access=ALL-UNNAMED");
  }

  private String deploy(String version) {
    String commit;
    if (service == UpdateService.BOOTC) {
      commit = new ImageSysroot(sysroot).deploy(SomeImage.of(version, "base"));
    } else {
      commit = sysroot.commit("stable", version, "kernel");
      sysroot.admin("deploy", "--os=" + stateroot(), "--karg=root=LABEL=root", "stable");
    }
    return stateroot() + "-" + commit + ".0";
  }

  private String stateroot() {
    return service == UpdateService.BOOTC ? ImageSysroot.STATEROOT : "main";
  }

  /** What stands in for bootc, where it leads. */
  public BootcStandIn bootc() {
    return bootc.orElseThrow();
  }

  /** Bus, polkit and front. */
  public HelperLab helper() {
    return helper;
  }

  /** The id of the deployment that runs. */
  public String running() {
    return running;
  }

  /** The id of the one that boots next. */
  public String other() {
    return other;
  }

  /** The commit that waits. */
  public String newest() {
    return newest;
  }

  /** Has a commit of this version wait on both branches, and gives its checksum. */
  public String publish(String version) {
    String commit = sysroot.commit("stable", version, "kernel");
    Command.run(
        "ostree",
        "refs",
        "--repo=" + sysroot.repository(),
        "--force",
        "--create=" + OTHER_BRANCH,
        commit);
    return commit;
  }

  /** The system as it is on disk. */
  public TestSysroot sysroot() {
    return sysroot;
  }

  /** What starts it. */
  public GrubLab grub() {
    return grub;
  }

  /** The program's end, as root. */
  public HelperEngine engine() {
    return engine(helper.lab().path("/run/dbus/system_bus_socket"));
  }

  private HelperEngine engine(Path bus) {
    return new HelperEngine(bus, sysroot.folder(), files(), activityLog(), journal())
        .under(service);
  }

  private SystemJournal journal() {
    return SystemJournal.of(
        helper.lab().path("/run/log/journal"),
        folder.resolve("no-history"),
        Path.of("/proc/sys/kernel/random/boot_id"));
  }

  /** Starts what plays rpm-ostree there. */
  public RpmOstreeStandIn rpmOstree() throws IOException {
    List<String> inside = inside("root");
    // GLib refuses whom it can't give a number, as a process of other numbers has none.
    inside.remove("-p");
    inside.addAll(
        inside.indexOf("setpriv"),
        List.of("unshare", "-m", "sh", "-c", "mount -t proc proc /proc && exec \"$@\"", "sh"));
    inside.add("OSTREE_SYSROOT_DEBUG=mutable-deployments");
    Path played = Files.createDirectory(folder.resolve("rpm-ostree"));
    RpmOstreeStandIn.installed(played);
    return RpmOstreeStandIn.start(inside, helper.lab().path("/run/dbus/system_bus_socket"), played);
  }

  /** The program's end, as root, where that brings the updates. */
  public RpmOstreeEngine rpmOstreeEngine() {
    Path bus = helper.lab().path("/run/dbus/system_bus_socket");
    return new RpmOstreeEngine(
        new RpmOstree(bus, folder.resolve("rpm-ostree")),
        engine().under(UpdateService.RPM_OSTREE),
        engine());
  }

  /** Makes this process a user of the system. */
  public BusRelay relay(String user) {
    return BusRelay.start(helper.lab(), user, folder.resolve("lab"));
  }

  /** What the window of that user shows. */
  public Reading read(BusRelay user) {
    try {
      Sysroot open = Sysroot.open(sysroot.folder(), files());
      SystemChoice choice = new SystemChoice.Folder(sysroot.folder());
      return Reading.of(
          new OpenSystem(choice, open.repository(), Optional.of(open)).with(engine(user.socket())));
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  /** What was done, as the program reads it. */
  public ActivityLog activityLog() {
    return new ActivityLog(helper.lab().path(STATE + "activity.jsonl"));
  }

  private HostFiles files() {
    return new HostFiles(runningFolder, sysroot.folder(), host.commandLine(), host.run());
  }

  /** The deployments, read past the helper. */
  public SystemSnapshot snapshot() {
    try (Sysroot open = Sysroot.open(sysroot.folder(), files())) {
      return open.snapshot();
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  /** What starts a program in the running system as this user, in an environment of its own. */
  private List<String> inside(String user) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("nsenter", "-t", systemd, "-m", "-p", "-r", "setpriv"));
    command.addAll(List.of("--reuid", user, "--regid", user, "--clear-groups", "env"));
    command.addAll(List.of("-C", "/", "-i"));
    command.addAll(List.of("PATH=/usr/bin", "LC_ALL=C.UTF-8", "HOME=/tmp/" + user));
    return command;
  }

  /**
   * Runs the program in the terminal of this user to its end.
   *
   * @param agent what the person's agent does, as in {@link SystemLab#agent}; empty for no agent
   * @param options of the JVM
   */
  public Command.Result program(
      String user, String agent, List<String> options, String... arguments) {
    try {
      Path errors = folder.resolve("errors");
      Process process = start(errors, user, options, Main.class, arguments);
      Optional<BusAgent> there =
          agent.isEmpty() ? Optional.empty() : Optional.of(agent(process, user, agent));
      try {
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        int status = process.onExit().join().exitValue();
        return new Command.Result(status, output, Files.readString(errors));
      } finally {
        there.ifPresent(BusAgent::close);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a change as this user, without an agent, in a process that says how it ended. */
  public Process begin(String user, Operation operation) {
    try {
      Path errors = folder.resolve("errors");
      String change = RecordJson.write((Record) operation);
      Process process = start(errors, user, List.of(), EngineRun.class, EngineRun.LIVE, change);
      process.getOutputStream().write('\n');
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(
      Path errors, String user, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    // It waits for a line, so that it can be said before whose agent it is.
    List<String> command = inside(user);
    command.addAll(List.of("sh", "-c", "read go; exec \"$@\"", "sh"));
    List<String> all = new ArrayList<>(options);
    all.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(SystemLab.java(Path.of("/run/host"), all, main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  /** Runs another program in the running system, as root. */
  public Command.Result other(String... program) {
    return Command.attempt(command(List.of(program)));
  }

  /** What starts such a program. */
  public List<String> command(List<String> program) {
    List<String> command = inside("root");
    // What libostree makes immutable could not be thrown away.
    command.add("OSTREE_SYSROOT_DEBUG=mutable-deployments");
    command.addAll(program);
    return command;
  }

  /** The workers that are there now. */
  public List<ProcessHandle> workers() {
    return helper
        .workers()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .toList();
  }

  private BusAgent agent(Process process, String user, String mode) {
    ProcessHandle started = process.toHandle();
    while (started.children().findAny().isEmpty()) {
      Thread.onSpinWait();
    }
    return helper.lab().agent(started.children().findAny().orElseThrow().pid(), user, mode);
  }

  @Override
  public void close() {
    try {
      helper.workers().getOutputStream().close();
      helper.workers().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    helper.close();
    Command.run("rm", "-rf", folder.toString());
  }
}
