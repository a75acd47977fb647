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
import java.util.Optional;
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
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
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
        LocalEngine.ofFolder(sysroot.folder(), files, new ActivityLog(temp.resolve("log")))
            .under(UpdateService.RPM_OSTREE);
    engine =
        new RpmOstreeEngine(
            new RpmOstree(folder.resolve("bus"), folder), planner, new BootedEngine(host, planner));
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

  @Test
  void packages_that_are_layered_come_along() throws StoreException {
    daemon.install("fern", "vim");
    Deployment layered = snapshot().deployments().getFirst();
    assertThat(layered.origin().source()).isEqualTo(Origin.Source.LAYERED);
    Checksum newest = onServer("stable");
    Plan plan = engine.plan(new Operation.Upgrade("fern", newest));
    assertThat(plan.after().getFirst().checksum()).as("the base").isEqualTo(newest);
    assertThat(plan.warnings()).extracting(Warning::code).doesNotContain(Warning.Code.OLDER);
    assertThat(carryOut(plan)).isEqualTo(DONE);
    Deployment fresh = snapshot().deployments().getFirst();
    assertThat(fresh.checksum()).as("a commit of its own").isNotEqualTo(newest);
    assertThat(content(fresh, "/usr/lib/layered/vim")).isEqualTo("vim\n");
    assertThatThrownBy(() -> engine.plan(new Operation.Upgrade("fern", newest)))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NothingNewer("fern:stable")));
  }

  @Test
  void another_branch_and_an_older_version_are_deployed_as_planned() throws StoreException {
    publish("next", "9");
    publish("stable", "3");
    Checksum running = snapshot().deployments().getFirst().checksum();
    assertThat(carryOut(new Operation.Rebase("fern", "fern:next", onServer("next"))))
        .isEqualTo(DONE);
    assertThat(snapshot().deployments().getFirst().origin().refspec()).contains("fern:next");
    assertThat(carryOut(new Operation.Rebase("fern", "fern:stable", onServer("stable"))))
        .isEqualTo(DONE);
    assertThat(carryOut(new Operation.Deploy("fern", running))).isEqualTo(DONE);
    assertThat(snapshot().deployments().getFirst().origin())
        .isEqualTo(
            new Origin(
                Optional.of("fern:stable"), Origin.Source.BRANCH, Optional.of(running.hex())));
  }

  @Test
  void kernel_arguments_come_with_a_new_deployment_and_add_up() throws StoreException {
    String running = snapshot().deployments().getFirst().id();
    List<String> quiet = List.of("root=LABEL=root", "quiet", "name=\"two words\"");
    assertThat(carryOut(new Operation.EditKernelArguments(running, quiet))).isEqualTo(DONE);
    Deployment staged = snapshot().deployments().getFirst();
    assertThat(staged.staged()).isTrue();
    assertThat(staged.kernelArguments().own().arguments()).isEqualTo(quiet);
    assertThat(carryOut(new Operation.Upgrade("fern", onServer("stable")))).isEqualTo(DONE);
    assertThat(snapshot().deployments().getFirst().kernelArguments().own().arguments())
        .isEqualTo(quiet);
  }

  @Test
  void pins_and_the_boot_order_are_left_to_the_helper() throws StoreException {
    daemon.install("fern", "vim");
    Command.Result finished = host.attempt(List.of("ostree", "admin", "finalize-staged"));
    assertThat(finished.status()).as(finished.errors()).isZero();
    List<Deployment> now = snapshot().deployments();
    assertThat(now).hasSize(2).noneMatch(Deployment::staged);
    String running = now.get(1).id();
    assertThat(carryOut(new Operation.Pin(running))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetDefault(running))).isEqualTo(DONE);
    assertThat(snapshot().deployments().getFirst())
        .returns(running, Deployment::id)
        .returns(true, Deployment::pinned);
    assertThat(daemon.events()).noneMatch(each -> each.startsWith("Cleanup"));
  }

  @Test
  void a_staged_version_in_front_of_another_is_given_up_alone() throws StoreException {
    daemon.install("fern", "vim");
    host.attempt(List.of("ostree", "admin", "finalize-staged"));
    assertThat(carryOut(new Operation.Upgrade("fern", onServer("stable")))).isEqualTo(DONE);
    List<String> before = ids();
    assertThat(before).hasSize(3);
    assertThat(carryOut(new Operation.DiscardStaged())).isInstanceOf(Outcome.Succeeded.class);
    assertThat(ids()).isEqualTo(before.subList(1, 3));
    assertThat(daemon.events()).as("it would drop both").noneMatch(it -> it.startsWith("Cleanup"));
  }

  @Test
  void who_may_not_changes_nothing() throws StoreException {
    daemon.set("authorize", "no");
    List<String> before = ids();
    assertThat(carryOut(new Operation.Upgrade("fern", onServer("stable"))))
        .isEqualTo(new Outcome.Failed(new Problem.NotAuthorized()));
    assertThat(ids()).isEqualTo(before);
  }

  @Test
  void its_own_words_are_passed_on_when_it_fails() throws StoreException, IOException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", onServer("stable")));
    Files.move(server, server.resolveSibling("gone"));
    assertThat(carryOut(plan))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                        Problem.ToolFailed.class,
                        told -> {
                          assertThat(told.tool()).isEqualTo("rpm-ostree");
                          assertThat(told.detail()).contains(server.toString());
                        }));
  }

  @Test
  void a_system_that_changed_meanwhile_is_not_touched() throws StoreException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", onServer("stable")));
    daemon.install("fern", "vim");
    List<String> before = ids();
    assertThat(carryOut(plan)).isEqualTo(new Outcome.Failed(new Problem.StateChanged()));
    assertThat(ids()).isEqualTo(before);
    assertThat(daemon.until("given up before it was started")).isTrue();
    assertThat(carryOut(new Operation.Upgrade("fern", onServer("stable")))).isEqualTo(DONE);
  }

  @Test
  void it_stops_where_it_is_cancelled_and_the_next_is_not_in_its_way() throws Exception {
    Plan plan = engine.plan(new Operation.Upgrade("fern", onServer("stable")));
    daemon.set("pause", "amid-work");
    Cancellation cancellation = new Cancellation();
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Outcome> work =
        new FutureTask<>(
            () ->
                engine.carryOut(
                    plan,
                    event -> {
                      if (event instanceof Event.Note(String text, var _)
                          && text.startsWith("Checking out")) {
                        begun.countDown();
                      }
                    },
                    cancellation));
    Thread.ofPlatform().start(work);
    begun.await();
    assertThat(engine.busy()).get().isInstanceOf(Busy.Program.class);
    assertThat(carryOut(new Operation.Pin(ids().getFirst())))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem()).isInstanceOf(Problem.LockedBy.class));
    cancellation.cancel();
    assertThat(work.get()).isEqualTo(new Outcome.Cancelled());
    assertThat(ids()).hasSize(1);
    daemon.set("pause", "");
    assertThat(carryOut(engine.plan(plan.operation()))).isEqualTo(DONE);
  }

  @Test
  void a_daemon_that_goes_away_amid_the_work_is_told_as_lost() throws StoreException {
    daemon.set("vanish", "before-finished");
    assertThat(carryOut(new Operation.Upgrade("fern", onServer("stable"))))
        .isEqualTo(new Outcome.Lost());
  }

  @Test
  void a_daemon_that_goes_away_before_it_answers_is_told_as_silent() throws StoreException {
    daemon.set("vanish", "before-answer");
    assertThat(carryOut(new Operation.Upgrade("fern", onServer("stable"))))
        .isEqualTo(new Outcome.Failed(new Problem.ServiceSilent("rpm-ostree")));
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return carryOut(engine.plan(operation));
  }

  private List<String> ids() throws StoreException {
    return snapshot().deployments().stream().map(Deployment::id).toList();
  }

  private String content(Deployment deployment, String path) {
    return Command.run(
        "ostree", "cat", "--repo=" + sysroot.repository(), deployment.checksum().hex(), path);
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
