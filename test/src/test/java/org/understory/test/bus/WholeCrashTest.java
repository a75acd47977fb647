package org.understory.test.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.HelperEngine;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryLock;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** Whoever dies in the middle of a change: it is done or not, is told, and the next one works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WholeCrashTest {
  /** How long a worker is there, about, in milliseconds. */
  private static final long WORK = 500;

  private final Random random = new Random(7);
  private WholeLab lab;
  private HelperEngine engine;

  @BeforeAll
  void start() {
    assumeTrue(SystemLab.possible());
    lab = new WholeLab(SystemLab.Kind.DBUS_BROKER, true);
    engine = lab.engine();
  }

  @AfterAll
  void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  /** One with each operation; more with {@code -Dunderstory.kills=N}. */
  private static int kills(List<?> kinds) {
    return Integer.getInteger("understory.kills", kinds.size());
  }

  private void pause(long most) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(most)));
  }

  /** Waits until a worker is at work, or in one of four cases only until it is asked for. */
  private void pauseUntilWork(BooleanSupplier ended) {
    if (random.nextInt(4) > 0) {
      await(() -> !lab.workers().isEmpty() || ended.getAsBoolean());
      pause(WORK);
    } else {
      pause(WORK / 4);
    }
  }

  private CompletableFuture<Outcome> begin(Plan plan) {
    return CompletableFuture.supplyAsync(
        () -> engine.carryOut(plan, event -> {}, new Cancellation()));
  }

  /** The list is the old or the new one, and nothing else. */
  private void check(Plan plan, String what) {
    await(() -> lab.workers().isEmpty());
    SystemSnapshot now = lab.snapshot();
    // A change forgets it before it writes, and then may be killed.
    assertThat(now.startsOnce().map(Deployment::id).stream())
        .as(what)
        .isSubsetOf(
            Stream.of(
                    plan.before().startsOnce(),
                    plan.after().stream().filter(Deployment::startsOnce).findFirst())
                .flatMap(Optional::stream)
                .map(Deployment::id)
                .toList());
    assertThat(now.deployments().stream().map(WholeCrashTest::facts).toList())
        .as(what)
        .isIn(
            plan.before().deployments().stream().map(WholeCrashTest::facts).toList(),
            plan.after().stream().map(WholeCrashTest::facts).toList());
    checkRemote(what);
  }

  private static List<Object> facts(Deployment each) {
    return List.of(
        each.id(),
        each.kernelArguments().own(),
        each.staged(),
        each.finalizationLocked(),
        each.pinned(),
        each.unlocked(),
        each.label());
  }

  /** The remote that comes and goes is there whole or not at all. */
  private void checkRemote(String what) {
    List<String> there = lab.other("ostree", "remote", "list").text().lines().toList();
    assertThat(there).as(what).isIn(List.of(), List.of(ChangeRound.REMOTE));
    if (!there.isEmpty()) {
      String url = lab.other("ostree", "remote", "show-url", ChangeRound.REMOTE).text().strip();
      assertThat(url).as(what).isEqualTo("http://127.0.0.1:1/");
      Command.Result keys = lab.other("ostree", "remote", "gpg-list-keys", ChangeRound.REMOTE);
      assertThat(keys.status()).as(what + keys.errors()).isZero();
      assertThat(keys.text().isEmpty() || keys.text().contains("Fern OS")).as(what).isTrue();
    }
  }

  private Plan plan(ChangeRound round) throws StoreException {
    await(lab.helper()::isThere);
    return engine.plan(round.next());
  }

  private static void count(Map<String, Integer> counts, Object what) {
    counts.merge(what.toString().replaceAll("\\[result=.*", ""), 1, Integer::sum);
  }

  private static void await(BooleanSupplier there) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  @Timeout(1200)
  void a_worker_that_is_killed() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    ChangeRound round = new ChangeRound(lab, engine, ChangeRound.RUNNING);
    for (int i = 0; i < kills(ChangeRound.RUNNING); i++) {
      Plan plan = plan(round);
      CompletableFuture<Outcome> end = begin(plan);
      await(() -> !lab.workers().isEmpty() || end.isDone());
      pause(700);
      List<ProcessHandle> there = lab.workers();
      there.forEach(ProcessHandle::destroyForcibly);
      Outcome outcome = end.get(30, TimeUnit.SECONDS);
      count(counts, plan.operation().getClass().getSimpleName() + " " + outcome);
      if (outcome instanceof Outcome.Succeeded) {
        assertThat(lab.snapshot().deployments().stream().map(WholeCrashTest::facts))
            .isEqualTo(plan.after().stream().map(WholeCrashTest::facts).toList());
      } else {
        assertThat(outcome).as(plan.operation().toString()).isEqualTo(new Outcome.Lost());
      }
      check(plan, plan.operation().toString());
    }
    System.out.println("workers killed: " + counts);
    everythingWorks();
  }

  @Test
  @Timeout(1200)
  void a_front_that_is_killed() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    ChangeRound round = new ChangeRound(lab, engine, ChangeRound.EVERY);
    int kills = kills(ChangeRound.EVERY);
    int amid = 0;
    for (int i = 0; i < kills; i++) {
      Plan plan = plan(round);
      CompletableFuture<Outcome> end = begin(plan);
      pauseUntilWork(end::isDone);
      int starts = lab.helper().starts();
      amid += lab.workers().isEmpty() ? 0 : 1;
      lab.helper().front().destroyForcibly();
      Outcome outcome = end.get(40, TimeUnit.SECONDS);
      await(() -> lab.helper().starts() > starts);
      count(counts, outcome);
      check(plan, plan.operation() + " " + outcome);
      if (outcome instanceof Outcome.Failed(Problem problem, var _)) {
        assertThat(problem).isInstanceOf(Problem.HelperMissing.class);
        assertThat(lab.snapshot().stateId()).isEqualTo(plan.before().stateId());
      }
    }
    System.out.println("fronts killed: " + kills + ", amid work " + amid + ", " + counts);
    assertThat(amid).isGreaterThan(kills / 3);
    everythingWorks();
  }

  @Test
  @Timeout(1200)
  void a_program_that_is_killed() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    ChangeRound round = new ChangeRound(lab, engine, ChangeRound.EVERY);
    int kills = kills(ChangeRound.EVERY);
    int amid = 0;
    for (int i = 0; i < kills; i++) {
      Plan plan = plan(round);
      Process program = lab.begin("fay", plan.operation());
      pauseUntilWork(() -> !program.isAlive());
      amid += lab.workers().isEmpty() ? 0 : 1;
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
      count(counts, program.exitValue() == 0 ? "done" : "killed");
      await(this::isQuiet);
      check(plan, plan.operation().toString());
    }
    System.out.println("programs killed: " + kills + ", amid work " + amid + ", " + counts);
    assertThat(amid).isGreaterThan(kills / 3);
    everythingWorks();
  }

  private boolean isQuiet() {
    try {
      return engine.busy().isEmpty();
    } catch (StoreException e) {
      return false;
    }
  }

  private void everythingWorks() throws StoreException {
    await(lab.helper()::isThere);
    Plan plan = engine.plan(new Operation.Verify(false));
    assertThat(engine.carryOut(plan, event -> {}, new Cancellation()))
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            done -> assertThat(((Outcome.Result.Verified) done.result()).damaged()).isEmpty());
  }

  /** Its worker waits for the repository meanwhile. */
  @Test
  @Timeout(120)
  void the_next_front_says_what_still_runs_and_how_it_ends() throws Exception {
    Path repository = lab.sysroot().repository();
    RepositoryLock holder = RepositoryLock.hold(repository);
    Plan prune = engine.plan(new Operation.Prune());
    List<Event> events = new ArrayList<>();
    CompletableFuture<Outcome> end =
        CompletableFuture.supplyAsync(
            () -> engine.carryOut(prune, events::add, new Cancellation()));
    await(() -> events.contains(new Event.Phase(Event.Step.CLEANING)));
    int starts = lab.helper().starts();
    lab.helper().front().destroyForcibly();
    await(() -> lab.helper().starts() > starts && lab.helper().isThere());

    Busy.Change busy = (Busy.Change) engine.busy().orElseThrow();
    assertThat(engine.others()).contains(busy);
    assertThat(busy.user()).isEqualTo("root");
    assertThat(busy.action()).isEqualTo("org.understory.prune");
    Deployment last = lab.snapshot().deployments().getLast();
    Plan pin =
        engine.plan(last.pinned() ? new Operation.Unpin(last.id()) : new Operation.Pin(last.id()));
    assertThat(engine.carryOut(pin, event -> {}, new Cancellation()))
        .isEqualTo(new Outcome.Failed(busy.problem()));
    Command.Result words = lab.program("bob", "", List.of(), "pin", last.id());
    assertThat(words.errors())
        .startsWith("understory: root is changing this computer since 20")
        .contains(": removing what nothing needs. Wait until that has finished");
    assertThat(lab.program("bob", "", List.of("-Duser.language=zh"), "pin", last.id()).errors())
        .contains("起正在更改这台计算机：清除不再需要的内容");
    assertThat(end).isNotDone();

    holder.close();
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(engine.busy()).isEmpty();
  }

  /** As after a power cut: what it says is not true any more. */
  @Test
  void what_a_killed_worker_left_is_not_believed() throws Exception {
    await(lab.helper()::isThere);
    Path repository = lab.sysroot().repository();
    RepositoryLock holder = RepositoryLock.hold(repository);
    Plan prune = engine.plan(new Operation.Prune());
    CompletableFuture<Outcome> end = begin(prune);
    Path note = lab.helper().lab().path("/var/lib/understory/running.json");
    await(() -> Files.exists(note));
    assertThat(engine.busy()).isPresent();
    lab.workers().forEach(ProcessHandle::destroyForcibly);
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Lost());
    assertThat(note).exists();
    assertThat(engine.others()).isEmpty();
    assertThat(engine.busy()).isEmpty();
    holder.close();
    everythingWorks();
    assertThat(note).doesNotExist();
  }
}
