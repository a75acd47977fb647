package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** Several change one sysroot at once; each does what it planned on the list it saw, or nothing. */
final class RaceTest {
  private static final int OPERATIONS = 60;
  private static final int COMMITS = 3;

  /** Two of ours take turns with one {@code ostree admin}, which waits for the lock. */
  @Test
  void nobody_acts_on_a_list_that_moved() throws Exception {
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "race");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
      List<Checksum> commits = new ArrayList<>();
      for (int i = 0; i < COMMITS; i++) {
        String commit = sysroot.commit("branch/" + i, "1." + i, "kernel");
        commits.add(Checksum.parse(commit).orElseThrow());
      }
      sysroot.admin("deploy", "--os=main", "--karg=root=LABEL=x", "branch/0");
      AtomicInteger theirs = new AtomicInteger();
      List<Activity> done = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          Racer racer = new Racer(sysroot.folder(), temp.resolve("log" + i), commits, i);
          all.add(threads.submit(racer));
        }
        Future<?> admin = threads.submit(() -> administer(sysroot, all, theirs));
        for (Future<Integer> each : all) {
          assertThat(each.get()).as("done of %d", OPERATIONS / 2).isPositive();
        }
        admin.get();
      }
      for (int i = 0; i < 2; i++) {
        done.addAll(new ActivityLog(temp.resolve("log" + i)).read());
      }
      assertThat(done).hasSize(OPERATIONS);
      for (Activity each : done) {
        if (each.outcome() instanceof Outcome.Failed(Problem problem, boolean changed)) {
          assertThat(problem)
              .isInstanceOfAny(
                  Problem.StateChanged.class, Problem.SysrootLocked.class, Problem.LockedBy.class);
          assertThat(changed).isFalse();
        } else {
          assertThat(each.outcome()).isInstanceOf(Outcome.Succeeded.class);
        }
      }
      long refused = done.stream().filter(each -> each.outcome() instanceof Outcome.Failed).count();
      System.out.println(
          "Race: %d of ours, %d refused, %d of ostree admin"
              .formatted(done.size(), refused, theirs.get()));
      assertThat(refused).isBetween(1L, (long) OPERATIONS - 2);
      assertThat(theirs.get()).isPositive();
      Command.run("ostree", "fsck", "--repo=" + sysroot.repository());
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  private static void administer(
      TestSysroot sysroot, List<Future<Integer>> others, AtomicInteger done) {
    Random random = new Random(9);
    while (others.stream().anyMatch(each -> !each.isDone())) {
      List<String> command = new ArrayList<>(List.of("ostree", "admin"));
      command.addAll(
          switch (random.nextInt(3)) {
            case 0 -> List.of("deploy", "--os=main", "--retain", "branch/" + random.nextInt(3));
            case 1 -> List.of("undeploy", "1");
            default -> List.of("pin", random.nextBoolean() ? "0" : "--unpin", "0");
          });
      command.add("--sysroot=" + sysroot.folder());
      if (Command.attempt(command).status() == 0) {
        done.incrementAndGet();
      }
    }
  }

  /** Does its share; each thing that it says is done was done to the list that it saw. */
  private record Racer(Path root, Path log, List<Checksum> commits, int number)
      implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      Path none = root.resolve("none");
      HostFiles host = new HostFiles(none, none, none, none);
      LocalEngine engine = LocalEngine.ofFolder(root, host, new ActivityLog(log));
      Random random = new Random(number);
      int done = 0;
      for (int i = 0; i < OPERATIONS / 2; ) {
        Optional<Plan> plan = plan(engine, host, random);
        if (plan.isPresent()) {
          i++;
          Outcome outcome = engine.carryOut(plan.get(), _ -> {}, new Cancellation());
          done += outcome instanceof Outcome.Succeeded ? 1 : 0;
          // Whoever is refused comes back later, or all would be over in one turn of another.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10 + random.nextInt(40)));
        }
      }
      return done;
    }

    private Optional<Plan> plan(LocalEngine engine, HostFiles host, Random random) {
      try (Sysroot sysroot = Sysroot.open(root, host)) {
        SystemSnapshot snapshot = sysroot.snapshot();
        List<Deployment> now = snapshot.deployments();
        if (now.isEmpty()) {
          assertThat(snapshot.problems()).as("an empty list without a word").isNotEmpty();
          return Optional.empty();
        }
        String id = now.get(random.nextInt(now.size())).id();
        return Optional.of(
            engine.plan(
                switch (random.nextInt(5)) {
                  case 0 -> new Operation.Deploy("main", commits.get(random.nextInt(COMMITS)));
                  case 1 -> new Operation.SetDefault(id);
                  case 2 -> new Operation.Pin(id);
                  case 3 -> new Operation.Unpin(id);
                  default -> new Operation.Remove(Collections.singletonList(id));
                }));
      } catch (StoreException moved) {
        return Optional.empty(); // read while it changed, or not possible
      }
    }
  }
}
