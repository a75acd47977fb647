package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.Label;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.test.kit.Command;
import org.understory.test.kit.LibostreeList;
import org.understory.test.kit.TestSysroot;

/** Every plan comes true: libostree lists afterwards what was planned, and undo takes it back. */
final class PlanOracleTest {
  private static final int SEQUENCES = 40;
  private static final int LONGEST = 8;
  private static final int COMMITS = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void random_sequences_end_as_planned(long seed) throws Exception {
    // In memory, for libostree waits for the disk after every change.
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "plans");
    try (LibostreeList theirs = new LibostreeList(temp.resolve("sysroot"))) {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
      List<Checksum> commits = new ArrayList<>();
      for (int i = 0; i < COMMITS; i++) {
        String commit = sysroot.commit("branch/" + i, "1." + i, "kernel " + i / 2);
        commits.add(Checksum.parse(commit).orElseThrow());
      }
      Walk walk = new Walk(sysroot.folder(), theirs, commits, new Random(seed));
      for (int i = 0; i < SEQUENCES; i++) {
        walk.sequence();
      }
      // Otherwise the test would say little.
      assertThat(walk.done.keySet()).hasSize(9);
      assertThat(walk.done.values()).allMatch(count -> count >= 3);
      assertThat(walk.refused).isLessThan(walk.done.values().stream().mapToInt(n -> n).sum());
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  /** A walk through the states of one sysroot. */
  private static final class Walk {
    private final Path root;
    private final HostFiles host;
    private final LocalEngine engine;
    private final LibostreeList theirs;
    private final List<Checksum> commits;
    private final Random random;
    private final Map<String, Integer> done = new HashMap<>();
    private int refused;
    private List<Deployment> now = List.of();

    Walk(Path root, LibostreeList theirs, List<Checksum> commits, Random random) {
      Path none = root.resolve("no-host");
      this.root = root;
      this.host = new HostFiles(none, none, none, none);
      this.engine = LocalEngine.ofFolder(root, host, new ActivityLog(root.resolveSibling("log")));
      this.theirs = theirs;
      this.commits = commits;
      this.random = random;
    }

    void sequence() throws StoreException {
      for (int i = 1 + random.nextInt(LONGEST); i > 0; i--) {
        Operation operation = operation();
        Plan plan;
        try {
          plan = engine.plan(operation);
        } catch (StoreException e) {
          refused++;
          continue;
        }
        carryOut(plan);
        done.merge(operation.getClass().getSimpleName(), 1, Integer::sum);
        boolean whole = plan.dropped().isEmpty();
        if (whole && !plan.undo().isEmpty() && random.nextInt(3) == 0) {
          for (Operation step : plan.undo()) {
            carryOut(engine.plan(step));
          }
          assertThat(facts(now)).as("undo of %s", operation).isEqualTo(before(plan));
        }
      }
    }

    private static List<String> before(Plan plan) {
      return facts(plan.before().deployments());
    }

    private void carryOut(Plan plan) throws StoreException {
      List<Event> events = new ArrayList<>();
      Outcome outcome = engine.carryOut(plan, events::add, new Cancellation());
      try (Sysroot sysroot = Sysroot.open(root, host)) {
        SystemSnapshot snapshot = sysroot.snapshot();
        assertThat(snapshot.problems()).isEmpty();
        now = snapshot.deployments();
      }
      assertThat(facts(now)).as("%s", plan.operation()).isEqualTo(facts(plan.after()));
      assertThat(list()).as("%s", plan.operation()).isEqualTo(theirs.read());
      assertThat(outcome).as("%s", plan.operation()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(events.getLast()).isEqualTo(new Event.Finished(outcome));
    }

    private Operation operation() {
      String stateroot = random.nextInt(3) == 0 ? "other" : "main";
      Checksum commit = commits.get(random.nextInt(commits.size()));
      String id = now.isEmpty() ? "none" : now.get(random.nextInt(now.size())).id();
      return switch (random.nextInt(12)) {
        case 0, 1 -> new Operation.Rebase(stateroot, "branch/" + commits.indexOf(commit), commit);
        case 2 -> new Operation.Deploy(stateroot, commit);
        case 3 -> new Operation.Upgrade(stateroot, commit);
        case 4, 5 -> new Operation.SetDefault(id);
        case 6, 7 -> new Operation.Pin(id);
        case 8 -> new Operation.Unpin(id);
        case 9 -> new Operation.Remove(List.of(id));
        case 10 -> new Operation.EditKernelArguments(id, arguments());
        default ->
            new Operation.SetLabel(id, new Label(random.nextBoolean() ? "" : " a\\b ü", "n\n1"));
      };
    }

    private List<String> arguments() {
      List<String> arguments = new ArrayList<>(List.of("root=LABEL=x"));
      for (int i = random.nextInt(4); i > 0; i--) {
        arguments.add(List.of("quiet", "console=tty0", "a=\"b c\"", "k").get(random.nextInt(4)));
      }
      return arguments;
    }

    private static List<String> facts(List<Deployment> list) {
      return list.stream()
          .map(each -> each.withKernelArguments(each.kernelArguments().own()).toString())
          .toList();
    }

    private List<String> list() {
      return now.stream()
          .map(
              each ->
                  String.join(
                      "|",
                      each.id(),
                      each.pinned() ? "True" : "False",
                      each.bootChecksum().orElse("unknown"),
                      each.origin().refspec().orElse("None"),
                      String.join(" ", each.kernelArguments().own().arguments())))
          .toList();
    }
  }
}
