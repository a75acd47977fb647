package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.BootedEngine;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.PrivateBus;
import org.understory.test.kit.RpmOstreeStandIn;
import org.understory.test.kit.TestSysroot;

/**
 * A system whose updates are rpm-ostree's: what is its own it does, and every plan comes true on
 * the disk. Debian has no rpm-ostree: {@link RpmOstreeStandIn} says what of it is real.
 */
final class RpmOstreeEngineTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());

  @TempDir private Path temp;
  private TestSysroot sysroot;
  private Path server;
  private BootedHost host;
  private HostFiles files;
  private PrivateBus bus;
  private RpmOstreeStandIn daemon;
  private RpmOstreeEngine engine;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  /** Version 1 runs; the server has 2 as well. */
  @BeforeEach
  void boot() throws IOException, StoreException {
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
    publish("stable", "1");
    Command.run(
        "ostree", "pull-local", "--remote=fern", "--repo=" + sysroot.repository(), "" + server);
    sysroot.admin("deploy", "--os=fern", "--karg=root=LABEL=root", "fern:stable");
    publish("stable", "2");
    Path running = temp.resolve("sysroot/ostree/deploy/fern/deploy/" + head("fern:stable") + ".0");
    host = new BootedHost(sysroot, running);
    assumeThat(host.possible()).as("subordinate ids").isTrue();
    files = new HostFiles(running, sysroot.folder(), host.commandLine(), host.run());
    Path folder = Files.createDirectories(temp.resolve("bus-folder"));
    bus = PrivateBus.start(folder);
    RpmOstreeStandIn.installed(folder);
    daemon = RpmOstreeStandIn.start(host, folder);
    LocalEngine planner =
        LocalEngine.ofFolder(sysroot.folder(), files, new ActivityLog(temp.resolve("log")));
    engine =
        new RpmOstreeEngine(
            new RpmOstree(folder.resolve("bus"), folder),
            planner,
            new BootedEngine(host, planner));
  }

  @AfterEach
  void stop() {
    if (daemon != null) {
      daemon.close();
      bus.close();
    }
  }

  @Test
  void it_upgrades_to_what_was_planned_and_gives_that_up_again() throws StoreException {
    Checksum newest = onServer("stable");
    Plan plan = engine.plan(new Operation.Upgrade("fern", newest));
    assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(snapshot().deployments().getFirst())
        .returns(newest, Deployment::checksum)
        .returns(true, Deployment::staged);
    assertThat(daemon.events())
        .contains("client understory")
        .last()
        .asString()
        .contains("UpdateDeployment []", "understory upgrade");
    assertThat(events).first().isEqualTo(new Event.Authorizing());
    assertThat(events).anyMatch(Event.Note.class::isInstance);
    assertThat(events).last().isEqualTo(new Event.Finished(DONE));
    assertThat(carryOut(engine.plan(new Operation.DiscardStaged()))).isEqualTo(DONE);
    assertThat(daemon.events()).last().isEqualTo("Cleanup ['pending-deploy']");
    assertThat(snapshot().deployments()).hasSize(1);
  }

  private Outcome carryOut(Plan plan) {
    return engine.carryOut(plan, events::add, new Cancellation());
  }

  private SystemSnapshot snapshot() throws StoreException {
    try (Sysroot open = Sysroot.open(sysroot.folder(), files)) {
      return open.snapshot();
    }
  }

  private void publish(String branch, String version) {
    sysroot.commit(branch, version, "kernel " + version);
    Command.run("ostree", "pull-local", "--repo=" + server, "" + sysroot.repository(), branch);
    Command.run("ostree", "summary", "--repo=" + server, "--update");
    Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", branch);
    Command.run("ostree", "prune", "--repo=" + sysroot.repository(), "--refs-only");
  }

  private String head(String ref) {
    return Command.run("ostree", "rev-parse", "--repo=" + sysroot.repository(), ref).strip();
  }

  private Checksum onServer(String ref) {
    String hex = Command.run("ostree", "rev-parse", "--repo=" + server, ref).strip();
    return Checksum.parse(hex).orElseThrow();
  }
}
