package org.understory.model.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
   * locked stays where it is at shutdown and is passed over, and one that the boot loader is to
   * start once goes before all.
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
    int once = first(inOrder, 0, Deployment::startsOnce);
    int next = once < 0 ? usual(inOrder, known) : once;
    int booted = first(inOrder, 0, Deployment::booted);
    int rollback = -1;
    if (known && booted >= 0) {
      String stateroot = inOrder.get(booted).stateroot();
      rollback = first(inOrder, booted + 1, each -> each.stateroot().equals(stateroot));
    }
    List<Deployment> arranged = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      arranged.add(inOrder.get(i).placed(i, i == rollback, i == next));
    }
    return List.copyOf(arranged);
  }

  /** The same without a deployment that starts once, so that the order alone counts. */
  public static List<Deployment> withoutOnce(List<Deployment> inOrder) {
    return arrange(inOrder.stream().map(each -> each.withStartsOnce(false)).toList());
  }

  private static int usual(List<Deployment> list, boolean known) {
    return first(list, 0, each -> !each.finalizationLocked() && (known || each.staged()));
  }

  private static int first(List<Deployment> list, int from, Predicate<Deployment> wanted) {
    return IntStream.range(from, list.size())
        .filter(i -> wanted.test(list.get(i)))
        .findFirst()
        .orElse(-1);
  }

  /**
   * The deployment whose origin and kernel arguments a new one of this stateroot takes over: as
   * {@link #mergeDeployment}, but where this program layers packages the first in boot order,
   * staged or not, so that changes add up.
   *
   * @param addsUp whether it is such a change
   */
  public static Optional<Deployment> originDeployment(
      List<Deployment> inOrder, String stateroot, boolean addsUp) {
    List<Deployment> own =
        inOrder.stream().filter(each -> each.stateroot().equals(stateroot)).toList();
    boolean layers =
        own.stream().anyMatch(each -> each.origin().source() == Origin.Source.LAYERED_HERE);
    return addsUp || layers ? own.stream().findFirst() : mergeDeployment(inOrder, stateroot);
  }

  /**
   * The deployment whose {@code /etc} and kernel arguments a new one of this stateroot takes over:
   * the running one where it belongs to the stateroot, else the first in boot order. It is never
   * one that is staged, which {@code ostree_sysroot_get_merge_deployment} may give: a new one takes
   * its place, and could not be finished at shutdown without it.
   */
  public static Optional<Deployment> mergeDeployment(List<Deployment> inOrder, String stateroot) {
    List<Deployment> own =
        inOrder.stream()
            .filter(each -> each.stateroot().equals(stateroot) && !each.staged())
            .toList();
    return own.stream().filter(Deployment::booted).findFirst().or(() -> own.stream().findFirst());
  }
}
