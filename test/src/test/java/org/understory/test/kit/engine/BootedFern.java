package org.understory.test.kit.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.PrivateBus;
import org.understory.test.kit.TestSysroot;

/**
 * A computer with a bus that runs the oldest of some versions of the branch {@code fern:stable};
 * the remote is a folder of this computer, and has {@code fern:next} as well.
 */
public final class BootedFern implements AutoCloseable {
  /** Its stateroot, and its remote. */
  public static final String NAME = "fern";

  private final Path folder;
  private final TestSysroot sysroot;
  private final FernServer server;
  private final BootedHost host;
  private final HostFiles files;
  private final Path busFolder;
  private final PrivateBus bus;

  /**
   * Starts one in this folder.
   *
   * @param deployments how many it has
   */
  public BootedFern(Path folder, int deployments) {
    this.folder = folder;
    try {
      sysroot = TestSysroot.create(folder.resolve("sysroot"), NAME);
      // Whoever runs there sees this computer below /run/host, and so does this one here.
      server = new FernServer(folder, sysroot, "file:///run/host");
      String first = "";
      for (int i = 0; i < deployments; i++) {
        server.publish("stable");
        server.fetch("stable");
        first = first.isEmpty() ? server.newest("stable").hex() : first;
        sysroot.admin(
            "deploy", "--os=" + NAME, "--karg=root=LABEL=root", "--retain", "fern:stable");
      }
      Path running = sysroot.folder().resolve("ostree/deploy/fern/deploy/" + first + ".0");
      host = new BootedHost(sysroot, running);
      assumeThat(host.possible()).as("subordinate ids").isTrue();
      files = new HostFiles(running, sysroot.folder(), host.commandLine(), host.run());
      busFolder = Files.createDirectories(folder.resolve("bus-folder"));
      bus = PrivateBus.start(busFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it downloads from. */
  public FernServer server() {
    return server;
  }

  /** The computer. */
  public BootedHost host() {
    return host;
  }

  /** Its disk. */
  public TestSysroot sysroot() {
    return sysroot;
  }

  /** Where the facts about it are. */
  public HostFiles files() {
    return files;
  }

  /** The folder in which the bus has its socket {@code bus}; plays the root of the computer. */
  public Path busFolder() {
    return busFolder;
  }

  /** Plans for it. */
  public LocalEngine planner(UpdateService service) {
    return LocalEngine.ofFolder(sysroot.folder(), files, new ActivityLog(folder.resolve("log")))
        .under(service);
  }

  /** Its deployments as they are on the disk. */
  public SystemSnapshot snapshot() {
    try (Sysroot open = Sysroot.open(sysroot.folder(), files)) {
      return open.snapshot();
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  /** The content of a file of a commit. */
  public String content(Checksum commit, String path) {
    return Command.run("ostree", "cat", "--repo=" + sysroot.repository(), commit.hex(), path);
  }

  /** What starts a program there, as root. */
  public List<String> command(List<String> program) {
    List<String> all = new ArrayList<>(List.of("env", "OSTREE_SYSROOT_DEBUG=mutable-deployments"));
    all.addAll(host.command(program));
    return all;
  }

  /** What a shutdown does to a staged deployment. */
  public void shutDown() {
    Command.Result finished = host.attempt(List.of("ostree", "admin", "finalize-staged"));
    if (finished.status() != 0) {
      throw new AssertionError(finished.errors());
    }
  }

  @Override
  public void close() {
    bus.close();
  }
}
