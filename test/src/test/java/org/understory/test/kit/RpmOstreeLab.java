package org.understory.test.kit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/**
 * A system whose updates are rpm-ostree's: version 1 of {@code fern:stable} runs, and the server
 * has 2 as well. Debian has no rpm-ostree: {@link RpmOstreeStandIn} says what of it is real.
 */
public final class RpmOstreeLab implements AutoCloseable {
  private final TestSysroot sysroot;
  private final Path server;
  private final Path folder;
  private final BootedHost host;
  private final HostFiles files;
  private final PrivateBus bus;
  private final RpmOstreeStandIn daemon;
  private final RpmOstreeEngine engine;

  /** Makes it in this folder. */
  public RpmOstreeLab(Path temp) {
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "fern");
    server = temp.resolve("server");
    Command.run("ostree", "init", "--mode=archive", "--repo=" + server);
    Command.run(
        "ostree",
        "remote",
        "add",
        "--no-gpg-verify",
        "--repo=" + sysroot.repository(),
        "fern",
        "file:///run/host" + server);
    publish("stable", "1", packages("('firefox','0','140.0','1.fc42','x86_64')", BASH));
    Command.run(
        "ostree", "pull-local", "--remote=fern", "--repo=" + sysroot.repository(), "" + server);
    sysroot.admin("deploy", "--os=fern", "--karg=root=LABEL=root", "fern:stable");
    publish("stable", "2", packages("('firefox','0','141.0','1.fc42','x86_64')", BASH, ZSH), CVE);
    String first = head("fern:stable");
    Path running = temp.resolve("sysroot/ostree/deploy/fern/deploy/" + first + ".0");
    try {
      host = new BootedHost(sysroot, running);
      assumeThat(host.possible()).as("subordinate ids").isTrue();
      files = new HostFiles(running, sysroot.folder(), host.commandLine(), host.run());
      folder = Files.createDirectories(temp.resolve("bus-folder"));
      bus = PrivateBus.start(folder);
      RpmOstreeStandIn.installed(folder);
      // What it writes to /run is where a client looks for it.
      Files.createSymbolicLink(folder.resolve("run"), host.run());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon = RpmOstreeStandIn.start(host, folder);
    LocalEngine planner =
        LocalEngine.ofFolder(sysroot.folder(), files, new ActivityLog(temp.resolve("log")))
            .under(UpdateService.RPM_OSTREE);
    engine =
        new RpmOstreeEngine(
            new RpmOstree(folder.resolve("bus"), folder), planner, new BootedEngine(host, planner));
  }

  private static final String BASH = "('bash','0','5.2','1.fc42','x86_64')";
  private static final String ZSH = "('zsh','0','5.9','1.fc42','x86_64')";
  private static final String CVE =
      "--add-metadata=rpmostree.advisories=@a(suuasa{sv}) [('FEDORA-2026-1', 1, 4,"
          + " ['firefox-141.0-1.fc42.x86_64'], {'cve_references':"
          + " <[('https://cve.example/CVE-2026-12345', 'a hole')]>})]";

  private static String packages(String... rows) {
    return "--add-metadata=rpmostree.rpmdb.pkglist=@a(sssss) [" + String.join(",", rows) + "]";
  }

  /** The system's files. */
  public TestSysroot sysroot() {
    return sysroot;
  }

  /** The repository that it is updated from. */
  public Path server() {
    return server;
  }

  /** The computer that it runs on. */
  public BootedHost host() {
    return host;
  }

  /** Its daemon. */
  public RpmOstreeStandIn daemon() {
    return daemon;
  }

  /** The same daemon, for who waits so long for others to say something. */
  public RpmOstree patient(Duration quiet) {
    return new RpmOstree(folder.resolve("bus"), folder, quiet);
  }

  /** Another program that has the daemon upgrade it, and has not started that yet. */
  public RpmOstreeClient upgradeBy(String id, String title) {
    return RpmOstreeClient.upgrading(folder.resolve("bus"), id, "fern", title);
  }

  /** What changes it. */
  public RpmOstreeEngine engine() {
    return engine;
  }

  /** Its deployments as they are now. */
  public SystemSnapshot snapshot() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), files)) {
      return open.snapshot();
    }
  }

  /** Their ids, in boot order. */
  public List<String> ids() throws StoreException {
    return snapshot().deployments().stream().map(Deployment::id).toList();
  }

  /** Puts a version on the server. */
  public void publish(String branch, String version, String... options) {
    sysroot.commit(branch, version, "kernel " + version, options);
    Command.run("ostree", "pull-local", "--repo=" + server, "" + sysroot.repository(), branch);
    Command.run("ostree", "summary", "--repo=" + server, "--update");
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", branch);
    Command.run("ostree", "prune", "--repo=" + sysroot.repository(), "--refs-only");
  }

  private String head(String ref) {
    return Command.run("ostree", "rev-parse", "--repo=" + sysroot.repository(), ref).strip();
  }

  /** The newest of a branch on the server. */
  public Checksum onServer(String ref) {
    String hex = Command.run("ostree", "rev-parse", "--repo=" + server, ref).strip();
    return Checksum.parse(hex).orElseThrow();
  }

  @Override
  public void close() {
    daemon.close();
    bus.close();
  }
}
