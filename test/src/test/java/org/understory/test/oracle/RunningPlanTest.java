package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.understory.model.history.Checksum;
import org.understory.store.sysroot.HostFiles;
import org.understory.test.kit.BootedHost;
import org.understory.test.kit.Command;
import org.understory.test.kit.GrubLab;
import org.understory.test.kit.TestSysroot;

/** Every plan for a running system comes true, now and at shutdown. */
final class RunningPlanTest {
  private static final int SEQUENCES = 60;
  private static final int COMMITS = 6;

  /** More with {@code -Dunderstory.walks=N}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("understory.walks", 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void random_sequences_end_as_planned(long seed) throws Exception {
    // In memory, for libostree waits for the disk after every change.
    Path temp = Files.createTempDirectory(Path.of("/dev/shm"), "plans");
    try {
      TestSysroot sysroot = TestSysroot.create(temp.resolve("sysroot"), "main", "other");
      GrubLab.on(sysroot);
      List<String> arguments = new ArrayList<>(List.of("" + seed, "" + SEQUENCES));
      for (int i = 0; i < COMMITS; i++) {
        arguments.add(sysroot.commit("branch/" + i, "1." + i, "kernel " + i / 2));
      }
      sysroot.admin("deploy", "--os=main", "--karg=root=LABEL=x", "branch/0");
      BootedHost host =
          new BootedHost(
              sysroot,
              sysroot.folder().resolve("ostree/deploy/main/deploy/" + arguments.get(2) + ".0"));
      assumeThat(host.possible()).as("subordinate ids").isTrue();
      Command.Result result =
          host.attempt(List.of(), Walking.class, arguments.toArray(String[]::new));
      assertThat(result.status()).as(result.text() + result.errors()).isZero();
      System.out.println("Running system, seed " + seed + ": " + result.text());
    } finally {
      Command.run("rm", "-rf", temp.toString());
    }
  }

  /** Walks on the computer where it is started. */
  static final class Walking {
    private Walking() {}

    /** Arguments: seed, how many sequences, commits. */
    public static void main(String[] arguments) throws Exception {
      List<Checksum> commits = new ArrayList<>();
      for (int i = 2; i < arguments.length; i++) {
        commits.add(Checksum.parse(arguments[i]).orElseThrow());
      }
      Random random = new Random(Long.parseLong(arguments[0]));
      try (PlanWalk walk =
          new PlanWalk(Path.of("/"), HostFiles.live(), Path.of("/tmp/log"), commits, random)) {
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
          walk.sequence();
          walk.shutDown(() -> Command.run("ostree", "admin", "finalize-staged"));
        }
        Map<String, Integer> done = walk.done();
        System.out.println(done + ", refused " + walk.refused());
        // Otherwise the test would say little.
        assertThat(done.keySet()).hasSize(15);
        assertThat(walk.refused()).isLessThan(walk.carriedOut());
      }
    }
  }
}
