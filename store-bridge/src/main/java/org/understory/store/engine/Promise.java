package org.understory.store.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;

/** Compares what was planned with what libostree made of it. */
final class Promise {
  private Promise() {}

  /**
   * Whether the deployments are as planned, all but what was not known beforehand: version and boot
   * checksum of a commit that had to be fetched, {@code ostree=}, which is libostree's, and the
   * commit that rpm-ostree makes where it layers packages, and bootc of an image, which may also
   * bring kernel arguments.
   *
   * @param bases for such commits, the one that was delivered
   */
  static boolean isKept(Plan plan, SystemSnapshot now, Map<Checksum, Checksum> bases) {
    Set<String> known =
        plan.before().deployments().stream().map(Deployment::id).collect(Collectors.toSet());
    return facts(plan.after(), known, bases).equals(facts(now.deployments(), known, bases));
  }

  private static List<List<Object>> facts(
      List<Deployment> list, Set<String> known, Map<Checksum, Checksum> bases) {
    return list.stream().map(each -> facts(each, known, bases)).toList();
  }

  private static List<Object> facts(
      Deployment each, Set<String> known, Map<Checksum, Checksum> bases) {
    Origin.Source source = each.origin().source();
    boolean fresh = !known.contains(each.id());
    boolean made = fresh && (source == Origin.Source.LAYERED || source == Origin.Source.CONTAINER);
    // An image may bring kernel arguments (usr/lib/bootc/kargs.d).
    boolean brings = fresh && source == Origin.Source.CONTAINER;
    Checksum delivered = bases.getOrDefault(each.checksum(), each.checksum());
    return List.of(
        made ? each.stateroot() + "-" + delivered.hex() : each.id(),
        each.origin(),
        brings ? "" : each.kernelArguments().own(),
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
