package org.understory.model.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deployments in boot order, and what follows from the order alone: each one's place, which one
 * boots next, and which one a roll back would boot.
 */
public final class BootList {
  private BootList() {}

  /**
   * The same deployments with place, {@link Deployment#rollback} and {@link Deployment#bootsNext}
   * as the order gives them. A roll back boots the next one of the running stateroot after the
   * running one ({@code ostree_sysroot_query_deployments_for}); a staged one whose finalization is
   * locked stays where it is at shutdown and is passed over.
   */
  public static List<Deployment> arrange(List<Deployment> inOrder) {
    return arrange(inOrder, true);
  }

  /**
   * As {@link #arrange(List)}.
   *
   * @param known whether it is the boot order; if not, only a staged deployment is known to boot
   *     next, and nobody knows what rolls back
   */
  public static List<Deployment> arrange(List<Deployment> inOrder, boolean known) {
    Optional<Deployment> next =
        inOrder.stream()
            .filter(each -> !each.finalizationLocked() && (known || each.staged()))
            .findFirst();
    Optional<Deployment> rollback = known ? rollback(inOrder) : Optional.empty();
    List<Deployment> arranged = new ArrayList<>();
    for (Deployment each : inOrder) {
      arranged.add(
          each.placed(
              arranged.size(),
              rollback.isPresent() && rollback.get() == each,
              next.isPresent() && next.get() == each));
    }
    return List.copyOf(arranged);
  }

  private static Optional<Deployment> rollback(List<Deployment> inOrder) {
    Optional<Deployment> booted = inOrder.stream().filter(Deployment::booted).findFirst();
    return booted.flatMap(
        running ->
            inOrder.stream()
                .dropWhile(each -> each != running)
                .skip(1)
                .filter(each -> each.stateroot().equals(running.stateroot()))
                .findFirst());
  }

  /**
   * The deployment whose {@code /etc} and kernel arguments a new one of this stateroot takes over:
   * the running one where it belongs to the stateroot, else the first in boot order ({@code
   * ostree_sysroot_get_merge_deployment}).
   */
  public static Optional<Deployment> mergeDeployment(List<Deployment> inOrder, String stateroot) {
    List<Deployment> own =
        inOrder.stream().filter(each -> each.stateroot().equals(stateroot)).toList();
    return own.stream().filter(Deployment::booted).findFirst().or(() -> own.stream().findFirst());
  }
}
