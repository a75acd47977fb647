package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.test.kit.Command;
import org.understory.test.kit.RpmOstreeLab;
import org.understory.test.kit.RpmOstreeStandIn;

/**
 * A system whose updates are rpm-ostree's: what is its own it does, and every plan comes true on
 * the disk. Debian has no rpm-ostree: {@link RpmOstreeStandIn} says what of it is real.
 */
final class RpmOstreeEngineTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());

  @TempDir private Path temp;
  private RpmOstreeLab lab;
  private RpmOstreeEngine engine;
  private RpmOstreeStandIn daemon;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void boot() {
    lab = new RpmOstreeLab(temp);
    engine = lab.engine();
    daemon = lab.daemon();
  }

  @AfterEach
  void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void it_upgrades_to_what_was_planned_and_gives_that_up_again() throws StoreException {
    Checksum newest = lab.onServer("stable");
    Plan plan = engine.plan(new Operation.Upgrade("fern", newest));
    assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(lab.snapshot().deployments().getFirst())
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
    assertThat(lab.snapshot().deployments()).hasSize(1);
  }

  @Test
  void an_update_is_only_fetched_where_that_is_wished() throws StoreException {
    Checksum newest = lab.onServer("stable");
    List<String> before = lab.ids();
    Plan plan = engine.plan(halfway(new Operation.Upgrade("fern", newest), Stop.DOWNLOADED));
    assertThat(plan.undo()).isEmpty();
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(daemon.events()).last().asString().contains("('download-only', True)");
    assertThat(lab.ids()).isEqualTo(before);
    assertThat(lab.sysroot().repository().resolve("objects/" + newest.hex().substring(0, 2)))
        .isDirectoryContaining("glob:**" + newest.hex().substring(2) + ".commit");
  }

  @Test
  void an_update_is_held_back_until_it_is_released_or_finished() throws StoreException {
    Checksum newest = lab.onServer("stable");
    Operation held = halfway(new Operation.Upgrade("fern", newest), Stop.HELD);
    assertThat(carryOut(held)).isEqualTo(DONE);
    assertThat(daemon.events()).last().asString().contains("('lock-finalization', True)");
    Deployment staged = lab.snapshot().deployments().getFirst();
    assertThat(staged)
        .returns(newest, Deployment::checksum)
        .returns(true, Deployment::finalizationLocked);
    assertThat(carryOut(new Operation.SetFinalizationLocked(false))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetFinalizationLocked(true))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.Finalize(staged.id()))).isEqualTo(DONE);
    assertThat(daemon.events()).last().isEqualTo("restart into " + newest.hex());
    assertThat(lab.snapshot().deployments().getFirst().finalizationLocked()).isFalse();
    assertThatThrownBy(() -> engine.plan(new Operation.Finalize(lab.ids().getLast())))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NothingStaged()));
  }

  private static Operation halfway(Operation update, Stop stop) {
    return new Operation.Halfway(update, stop);
  }

  @Test
  void packages_that_are_layered_come_along() throws StoreException {
    daemon.install("fern", "vim");
    Deployment layered = lab.snapshot().deployments().getFirst();
    assertThat(layered.origin().source()).isEqualTo(Origin.Source.LAYERED);
    Checksum newest = lab.onServer("stable");
    Plan plan = engine.plan(new Operation.Upgrade("fern", newest));
    assertThat(plan.after().getFirst().checksum()).as("the base").isEqualTo(newest);
    assertThat(plan.warnings()).extracting(Warning::code).doesNotContain(Warning.Code.OLDER);
    assertThat(carryOut(plan)).isEqualTo(DONE);
    Deployment fresh = lab.snapshot().deployments().getFirst();
    assertThat(fresh.checksum()).as("a commit of its own").isNotEqualTo(newest);
    assertThat(content(fresh, "/usr/lib/layered/vim")).isEqualTo("vim\n");
    assertThatThrownBy(() -> engine.plan(new Operation.Upgrade("fern", newest)))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NothingNewer("fern:stable")));
  }

  @Test
  void packages_come_and_go_as_planned_and_the_version_stays() throws StoreException {
    String newest = lab.onServer("stable").hex();
    Checksum base = lab.snapshot().deployments().getFirst().checksum();
    Plan plan = engine.plan(layers(List.of("vim", "nano"), List.of()));
    assertThat(plan.undo()).containsExactly(new Operation.DiscardStaged());
    assertThat(carryOut(plan)).isEqualTo(DONE);
    assertThat(daemon.events())
        .last()
        .asString()
        .contains("('install-packages', ['vim', 'nano'])", "('no-pull-base', True)")
        .contains("understory install vim nano")
        .doesNotContain("uninstall-packages", newest);
    Deployment both = lab.snapshot().deployments().getFirst();
    assertThat(both.origin().source()).isEqualTo(Origin.Source.LAYERED);
    assertThat(content(both, "/usr/lib/layered/nano")).isEqualTo("nano\n");
    Plan one = engine.plan(layers(List.of(), List.of("nano")));
    assertThat(carryOut(one)).isEqualTo(DONE);
    assertThat(one.undo()).containsExactly(layers(List.of("nano"), List.of()));
    assertThat(carryOut(one.undo().getFirst())).isEqualTo(DONE);
    assertThat(carryOut(layers(List.of(), List.of("nano", "vim")))).isEqualTo(DONE);
    assertThat(lab.snapshot().deployments().getFirst())
        .returns(base, Deployment::checksum)
        .returns(true, Deployment::staged)
        .returns(
            new Origin(Optional.of("fern:stable"), Origin.Source.BRANCH, Optional.empty()),
            Deployment::origin);
    assertThatThrownBy(() -> engine.plan(layers(List.of(), List.of("vim"))))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.NotLayered("vim")));
  }

  @Test
  void who_is_not_at_the_computer_can_have_it_work_all_the_same() throws StoreException {
    daemon.set("inactive", "yes");
    assertThat(carryOut(layers(List.of("vim"), List.of()))).isEqualTo(DONE);
  }

  private static Operation layers(List<String> install, List<String> uninstall) {
    return new Operation.ChangeLayers("fern", install, uninstall);
  }

  @Test
  void another_branch_and_an_older_version_are_deployed_as_planned() throws StoreException {
    lab.publish("next", "9");
    lab.publish("stable", "3");
    Checksum running = lab.snapshot().deployments().getFirst().checksum();
    assertThat(carryOut(new Operation.Rebase("fern", "fern:next", lab.onServer("next"))))
        .isEqualTo(DONE);
    assertThat(lab.snapshot().deployments().getFirst().origin().refspec()).contains("fern:next");
    assertThat(carryOut(new Operation.Rebase("fern", "fern:stable", lab.onServer("stable"))))
        .isEqualTo(DONE);
    assertThat(carryOut(new Operation.Deploy("fern", running))).isEqualTo(DONE);
    assertThat(lab.snapshot().deployments().getFirst().origin())
        .isEqualTo(
            new Origin(
                Optional.of("fern:stable"), Origin.Source.BRANCH, Optional.of(running.hex())));
  }

  @Test
  void kernel_arguments_come_with_a_new_deployment_and_add_up() throws StoreException {
    String running = lab.snapshot().deployments().getFirst().id();
    List<String> quiet = List.of("root=LABEL=root", "quiet", "name=\"two words\"");
    assertThat(carryOut(new Operation.EditKernelArguments(running, quiet))).isEqualTo(DONE);
    Deployment staged = lab.snapshot().deployments().getFirst();
    assertThat(staged.staged()).isTrue();
    assertThat(staged.kernelArguments().own().arguments()).isEqualTo(quiet);
    assertThat(carryOut(new Operation.Upgrade("fern", lab.onServer("stable")))).isEqualTo(DONE);
    assertThat(lab.snapshot().deployments().getFirst().kernelArguments().own().arguments())
        .isEqualTo(quiet);
  }

  @Test
  void pins_and_the_boot_order_are_left_to_the_helper() throws StoreException {
    daemon.install("fern", "vim");
    Command.Result finished = lab.host().attempt(List.of("ostree", "admin", "finalize-staged"));
    assertThat(finished.status()).as(finished.errors()).isZero();
    List<Deployment> now = lab.snapshot().deployments();
    assertThat(now).hasSize(2).noneMatch(Deployment::staged);
    String running = now.get(1).id();
    assertThat(carryOut(new Operation.Pin(running))).isEqualTo(DONE);
    assertThat(carryOut(new Operation.SetDefault(running))).isEqualTo(DONE);
    assertThat(lab.snapshot().deployments().getFirst())
        .returns(running, Deployment::id)
        .returns(true, Deployment::pinned);
    assertThat(daemon.events()).noneMatch(each -> each.startsWith("Cleanup"));
  }

  @Test
  void a_staged_version_in_front_of_another_is_given_up_alone() throws StoreException {
    daemon.install("fern", "vim");
    lab.host().attempt(List.of("ostree", "admin", "finalize-staged"));
    assertThat(carryOut(new Operation.Upgrade("fern", lab.onServer("stable")))).isEqualTo(DONE);
    List<String> before = lab.ids();
    assertThat(before).hasSize(3);
    assertThat(carryOut(new Operation.DiscardStaged())).isInstanceOf(Outcome.Succeeded.class);
    assertThat(lab.ids()).isEqualTo(before.subList(1, 3));
    assertThat(daemon.events()).as("it would drop both").noneMatch(it -> it.startsWith("Cleanup"));
  }

  @Test
  void who_may_not_changes_nothing() throws StoreException {
    daemon.set("authorize", "no");
    List<String> before = lab.ids();
    assertThat(carryOut(new Operation.Upgrade("fern", lab.onServer("stable"))))
        .isEqualTo(new Outcome.Failed(new Problem.NotAuthorized()));
    assertThat(lab.ids()).isEqualTo(before);
  }

  @Test
  void its_own_words_are_passed_on_when_it_fails() throws StoreException, IOException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", lab.onServer("stable")));
    Files.move(lab.server(), lab.server().resolveSibling("gone"));
    assertThat(carryOut(plan))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .isInstanceOfSatisfying(
                        Problem.ToolFailed.class,
                        told -> {
                          assertThat(told.tool()).isEqualTo("rpm-ostree");
                          assertThat(told.detail()).contains(lab.server().toString());
                        }));
  }

  @Test
  void a_system_that_changed_meanwhile_is_not_touched() throws StoreException {
    Plan plan = engine.plan(new Operation.Upgrade("fern", lab.onServer("stable")));
    daemon.install("fern", "vim");
    List<String> before = lab.ids();
    assertThat(carryOut(plan)).isEqualTo(new Outcome.Failed(new Problem.StateChanged()));
    assertThat(lab.ids()).isEqualTo(before);
    assertThat(daemon.until("given up before it was started")).isTrue();
    assertThat(carryOut(new Operation.Upgrade("fern", lab.onServer("stable")))).isEqualTo(DONE);
  }

  @Test
  void it_stops_where_it_is_cancelled_and_the_next_is_not_in_its_way() throws Exception {
    Plan plan = engine.plan(new Operation.Upgrade("fern", lab.onServer("stable")));
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
    assertThat(engine.busy()).get().isInstanceOf(Busy.Service.class);
    assertThat(carryOut(new Operation.Pin(lab.ids().getFirst())))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.problem()).isInstanceOf(Problem.ServiceBusy.class));
    cancellation.cancel();
    assertThat(work.get()).isEqualTo(new Outcome.Cancelled());
    assertThat(lab.ids()).hasSize(1);
    daemon.set("pause", "");
    assertThat(carryOut(engine.plan(plan.operation()))).isEqualTo(DONE);
  }

  @Test
  void a_daemon_that_goes_away_amid_the_work_is_told_as_lost() throws StoreException {
    daemon.set("vanish", "before-finished");
    assertThat(carryOut(new Operation.Upgrade("fern", lab.onServer("stable"))))
        .isEqualTo(new Outcome.Lost());
  }

  @Test
  void a_daemon_that_goes_away_before_it_answers_is_told_as_silent() throws StoreException {
    daemon.set("vanish", "before-answer");
    assertThat(carryOut(new Operation.Upgrade("fern", lab.onServer("stable"))))
        .isEqualTo(new Outcome.Failed(new Problem.ServiceSilent("rpm-ostree")));
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return carryOut(engine.plan(operation));
  }

  private String content(Deployment deployment, String path) {
    return Command.run(
        "ostree", "cat", "--repo=" + lab.sysroot().repository(), deployment.checksum().hex(), path);
  }

  private Outcome carryOut(Plan plan) {
    return engine.carryOut(plan, events::add, new Cancellation());
  }
}
