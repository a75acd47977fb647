package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.Command;
import org.understory.test.kit.Du;
import org.understory.test.kit.GrubLab;
import org.understory.test.kit.TestSysroot;

/**
 * Every plan comes true: libostree lists afterwards what was planned, and undo takes it back.
 * Longer walks with {@code -Dunderstory.sequences=N}.
 */
final class PlanOracleTest {
  private static final int SEQUENCES = Integer.getInteger("understory.sequences", 20);
  private static final int COMMITS = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void random_sequences_end_as_planned(long seed) throws Exception {
    // In memory, for libostree waits for the disk after every change.
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "plans");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
      GrubLab.on(sysroot);
      List<Checksum> commits = new ArrayList<>();
      for (int i = 0; i < COMMITS; i++) {
        String commit = sysroot.commit("branch/" + i, "1." + i, "kernel " + i / 2);
        commits.add(Checksum.parse(commit).orElseThrow());
      }
      Path none = temp.resolve("no-host");
      HostFiles host = new HostFiles(none, none, none, none);
      try (PlanWalk walk =
          new PlanWalk(sysroot.folder(), host, temp.resolve("log"), commits, new Random(seed))) {
        for (int i = 0; i < SEQUENCES; i++) {
          walk.sequence();
        }
        // Otherwise the test would say little.
        assertThat(walk.done().keySet()).hasSize(11);
        assertThat(walk.done().values()).allMatch(count -> count >= 1);
        assertThat(walk.refused()).isLessThan(walk.carriedOut());
      }
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  /** Branches are gone, so that only deployments keep commits; they share some of their files. */
  @Test
  void what_goes_from_the_disk_is_known_before() throws Exception {
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "plans");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
      LocalEngine engine =
          LocalEngine.ofFolder(
              sysroot.folder(),
              new HostFiles(temp, temp, temp, temp),
              new ActivityLog(temp.resolve("log")));
      for (int i = 0; i < COMMITS; i++) {
        sysroot.commit("branch/" + i, "1." + i, "kernel " + "x".repeat(9000) + i / 2);
        sysroot.admin("deploy", "--retain", "--os=main", "branch/" + i);
      }
      for (int i = 0; i < COMMITS; i++) {
        Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", "branch/" + i);
      }
      sysroot.commit("unused", "2", "nobody needs this");
      Command.run("ostree", "refs", "--repo=" + sysroot.repository(), "--delete", "unused");

      List<Long> freed = new ArrayList<>(List.of(frees(sysroot, engine, new Operation.Prune())));
      for (int i = 1; i < COMMITS; i++) {
        String last = engine.plan(new Operation.Prune()).before().deployments().getLast().id();
        freed.add(frees(sysroot, engine, new Operation.Remove(List.of(last))));
      }
      assertThat(freed).allMatch(bytes -> bytes > 0);
      assertThat(freed.stream().distinct()).as("some share a kernel").hasSizeGreaterThan(1);
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  /** Bytes on the disk, as many as planned. */
  private static long frees(TestSysroot sysroot, LocalEngine engine, Operation operation)
      throws StoreException {
    Plan plan = engine.plan(operation);
    long before = Du.sysroot(sysroot.folder());
    Outcome outcome = engine.carryOut(plan, _ -> {}, new Cancellation());
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    var freed = (Outcome.Result.Freed) ((Outcome.Succeeded) outcome).result();
    long gone = before - Du.sysroot(sysroot.folder());
    assertThat(plan.space().disk()).hasValue(-gone);
    assertThat(freed.bytes()).isEqualTo(gone);
    return gone;
  }
}
