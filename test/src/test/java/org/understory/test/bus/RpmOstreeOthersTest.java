package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServiceTask;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Refresh.What;
import org.understory.model.plan.Outcome;
import org.understory.model.system.Deployment;
import org.understory.test.kit.RpmOstreeClient;
import org.understory.test.kit.RpmOstreeLab;
import org.understory.test.kit.RpmOstreeStandIn;

/**
 * What another program has rpm-ostree do is heard, and never started from here. Debian has no
 * rpm-ostree: {@link RpmOstreeStandIn} says what of it is real.
 */
final class RpmOstreeOthersTest {
  private static final Outcome DONE = new Outcome.Succeeded(new Outcome.Result.Done());

  @TempDir private Path temp;
  private RpmOstreeLab lab;
  private RpmOstreeStandIn daemon;
  private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(1000);

  @BeforeEach
  void boot() {
    lab = new RpmOstreeLab(temp);
    daemon = lab.daemon();
  }

  @AfterEach
  void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void what_another_program_began_is_heard_to_its_end_and_named_meanwhile() throws Exception {
    assertThat(lab.engine().attend(events::add)).isEmpty();
    daemon.set("pause", "amid-work");
    try (RpmOstreeClient other = lab.upgradeBy("gnome-software", "upgrade");
        Ongoing ongoing = lab.patient(Duration.ofMillis(50)).attend(events::add).orElseThrow()) {
      assertThat(daemon.heard()).as("nobody has started it").isEmpty();
      assertThat(ongoing.busy())
          .isEqualTo(new Busy.Service(ServiceTask.UPDATE, "gnome-software", "upgrade"));
      other.start();
      assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(Event.Phase.class);
      // What has said something goes on, however long it is silent in between.
      CompletableFuture<Outcome> end = CompletableFuture.supplyAsync(ongoing::await);
      assertThat(lab.engine().plan(new Operation.Pin(lab.ids().getFirst()))).isNotNull();
      assertThat(carryOut(new Operation.Pin(lab.ids().getFirst())))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .isInstanceOfSatisfying(
                          Problem.ServiceBusy.class,
                          busy -> assertThat(busy.task()).isEqualTo(ServiceTask.UPDATE)));
      daemon.set("pause", "");
      assertThat(end.get()).isEqualTo(DONE);
      assertThat(other.succeeded()).isTrue();
      assertThat(events).anyMatch(Event.Note.class::isInstance);
    }
    assertThat(daemon.heard()).containsOnlyOnce("start");
    assertThat(lab.snapshot().deployments().getFirst())
        .returns(lab.onServer("stable"), Deployment::checksum)
        .returns(true, Deployment::staged);
    // Both have left, so that the next finds it free.
    assertThat(carryOut(new Operation.DiscardStaged())).isEqualTo(DONE);
  }

  @Test
  void it_is_given_up_where_that_is_wished_and_allowed() throws Exception {
    daemon.set("pause", "amid-work");
    daemon.set("cancel", "no");
    try (RpmOstreeClient other = lab.upgradeBy("cli", "upgrade").start();
        Ongoing ongoing = lab.engine().attend(events::add).orElseThrow()) {
      assertThatThrownBy(ongoing::cancel)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.NotAuthorized()));
      daemon.set("cancel", "");
      ongoing.cancel();
      assertThat(ongoing.await()).isEqualTo(new Outcome.Cancelled());
      assertThat(other.succeeded()).isFalse();
    }
    assertThat(lab.ids()).hasSize(1);
  }

  @Test
  void what_fails_for_others_is_told_in_its_words() {
    daemon.set("pause", "before-work");
    daemon.set("unit", "rpm-ostreed-automatic.service");
    daemon.set("fail", "No\u001b[2J space");
    try (RpmOstreeClient _ = lab.upgradeBy("cli", "up\u001b[2J\u202e" + "x".repeat(5000)).start();
        Ongoing ongoing = lab.engine().attend(events::add).orElseThrow()) {
      assertThat(ongoing.busy().client()).isEqualTo("rpm-ostreed-automatic");
      assertThat(ongoing.busy().title()).hasSize(200);
      daemon.set("pause", "");
      assertThat(ongoing.await())
          .isEqualTo(new Outcome.Failed(new Problem.ToolFailed("rpm-ostree", "No\u001b[2J space")));
    }
  }

  @Test
  void a_daemon_that_goes_away_leaves_the_end_unknown() {
    daemon.set("pause", "amid-work");
    try (RpmOstreeClient _ = lab.upgradeBy("cockpit", "upgrade").start();
        Ongoing ongoing = lab.engine().attend(events::add).orElseThrow()) {
      CompletableFuture<Outcome> end = CompletableFuture.supplyAsync(ongoing::await);
      daemon.close();
      assertThat(end.join()).isEqualTo(new Outcome.Lost());
      assertThat(lab.engine().attend(events::add)).isEmpty();
    }
  }

  @Test
  void what_is_over_before_it_is_heard_is_left_and_its_end_not_held_up() throws Exception {
    try (RpmOstreeClient other = lab.upgradeBy("cockpit", "upgrade").start()) {
      assertThat(other.succeeded()).isTrue();
      // It has not left yet, so that the transaction is there and says nothing more.
      try (Ongoing ongoing =
          lab.patient(Duration.ofMillis(100)).attend(events::add).orElseThrow()) {
        assertThat(ongoing.await()).isEqualTo(new Outcome.Lost());
      }
      assertThat(events).isEmpty();
      assertThat(lab.engine().others()).as("the other one holds it").isPresent();
    }
    assertThat(daemon.heard()).containsOnlyOnce("start");
    while (lab.engine().others().isPresent()) {
      Thread.onSpinWait();
    }
    assertThat(carryOut(new Operation.DiscardStaged())).isEqualTo(DONE);
  }

  @Test
  void what_it_finds_out_is_told_without_anybody_asking() throws Exception {
    assertThat(carryOut(new Operation.Refresh("fern", What.PACKAGES))).isEqualTo(DONE);
    assertThat(daemon.events()).last().isEqualTo("RefreshMd [('force', True)]");
    Semaphore told = new Semaphore(0);
    try (Closeable _ = lab.engine().watch(told::release)) {
      assertThat(lab.engine().report("fern").orElseThrow().update()).isEmpty();
      told.drainPermits();
      assertThat(carryOut(new Operation.Refresh("fern", What.UPDATES))).isEqualTo(DONE);
      assertThat(daemon.events())
          .last()
          .isEqualTo("AutomaticUpdateTrigger [('mode', 'check'), ('output-to-self', False)]");
      assertThat(told.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(lab.engine().report("fern").orElseThrow().update()).isPresent();
      told.drainPermits();
      daemon.set("policy", "check");
      assertThat(told.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(lab.ids()).hasSize(1);
  }

  @Test
  void who_listens_no_longer_changes_nothing() throws Exception {
    daemon.set("pause", "amid-work");
    try (RpmOstreeClient other = lab.upgradeBy("cockpit", "upgrade").start()) {
      Ongoing ongoing = lab.engine().attend(events::add).orElseThrow();
      CompletableFuture<Outcome> end = CompletableFuture.supplyAsync(ongoing::await);
      ongoing.close();
      assertThat(end.join()).isEqualTo(new Outcome.Lost());
      daemon.set("pause", "");
      assertThat(other.succeeded()).isTrue();
    }
    assertThat(lab.ids()).hasSize(2);
  }

  private Outcome carryOut(Operation operation) throws StoreException {
    return lab.engine().carryOut(lab.engine().plan(operation), event -> {}, new Cancellation());
  }
}
