package org.understory.store.engine;

import java.util.List;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/** Compares what was planned with what libostree made of it. */
final class Promise {
  private Promise() {}

  /**
   * Whether the deployments are as planned, all but what was not known beforehand: version and boot
   * checksum of a commit that had to be fetched, and {@code ostree=}, which is libostree's.
   */
  static boolean isKept(Plan plan, SystemSnapshot now) {
    return facts(plan.after()).equals(facts(now.deployments()));
  }

  private static List<List<Object>> facts(List<Deployment> list) {
    return list.stream().map(Promise::facts).toList();
  }

  private static List<Object> facts(Deployment each) {
    return List.of(
        each.id(),
        each.origin(),
        each.kernelArguments().own(),
        each.booted(),
        each.staged(),
        each.finalizationLocked(),
        each.pinned(),
        each.rollback(),
        each.bootsNext(),
        each.startsOnce(),
        each.unlocked(),
        each.label());
  }
}
