package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestSysroot;

/** Every plan comes true: libostree lists afterwards what was planned, and undo takes it back. */
final class PlanOracleTest {
  private static final int SEQUENCES = 20;
  private static final int COMMITS = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void random_sequences_end_as_planned(long seed) throws Exception {
    // In memory, for libostree waits for the disk after every change.
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "plans");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
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
        assertThat(walk.done().keySet()).hasSize(9);
        assertThat(walk.done().values()).allMatch(count -> count >= 1);
        assertThat(walk.refused()).isLessThan(walk.carriedOut());
      }
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }
}
