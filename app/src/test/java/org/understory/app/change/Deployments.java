package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;

/** Deployments for tests: 41.3, 41.2 (runs) and 41.1, all of one branch. */
final class Deployments {
  static final Deployment NEWEST = deployment("3", false);
  static final Deployment RUNNING = deployment("2", true);
  static final Deployment OLDEST = deployment("1", false);

  private Deployments() {}

  static SystemSnapshot snapshot(Deployment... inOrder) {
    return SystemSnapshot.of(BootList.arrange(List.of(inOrder)), Optional.empty(), List.of());
  }

  static Checksum commit(String digit) {
    return Checksum.parse(digit.repeat(64)).orElseThrow();
  }

  private static Deployment deployment(String digit, boolean booted) {
    return new Deployment(
        0,
        "fern",
        commit(digit),
        0,
        Optional.of("41." + digit),
        OptionalLong.of(1_700_000_000 + Long.parseLong(digit)),
        new Origin(Optional.of("fern:stable"), Origin.Source.BRANCH, Optional.empty()),
        new KernelArguments(List.of("root=/dev/vda3", "rw", "quiet")),
        booted,
        false,
        false,
        false,
        false,
        false,
        false,
        Unlocked.NONE,
        Optional.of("b".repeat(64)),
        Optional.empty());
  }
}
