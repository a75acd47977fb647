package org.understory.model.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;

/** What libostree makes of the list when it writes a new deployment. */
final class DeploymentWrite {
  private DeploymentWrite() {}

  /**
   * The list once a new deployment is written, as {@code ostree_sysroot_simple_write_deployment}
   * without flags to retain: of its stateroot stay what runs, what it merges from, and what is
   * pinned; other stateroots stay whole.
   *
   * @param makeDefault whether it comes first; else it comes after what runs, or after what it
   *     merges from where nothing runs
   */
  static List<Deployment> write(
      List<Deployment> old, Deployment fresh, Optional<Deployment> merge, boolean makeDefault) {
    boolean running = old.stream().anyMatch(Deployment::booted);
    List<Deployment> written = new ArrayList<>();
    boolean added = makeDefault;
    if (makeDefault) {
      written.add(fresh);
    }
    boolean crossed = false;
    for (Deployment each : old) {
      boolean isMerge = merge.isPresent() && merge.get().id().equals(each.id());
      crossed |= running ? each.booted() : isMerge;
      if (each.pinned()
          || !each.stateroot().equals(fresh.stateroot())
          || each.booted()
          || isMerge) {
        written.add(each);
      }
      if (!added && crossed) {
        written.add(fresh);
        added = true;
      }
    }
    if (!added) {
      written.add(fresh);
    }
    return withoutLateStaged(written);
  }

  /**
   * The list once a clean shutdown has finished what is staged ({@code
   * _ostree_sysroot_finalize_staged}); empty where nothing is, or it is held back.
   */
  static Optional<List<Deployment>> finish(List<Deployment> list) {
    Optional<Deployment> staged = list.stream().filter(Deployment::staged).findFirst();
    if (staged.isEmpty() || staged.get().finalizationLocked()) {
      return Optional.empty();
    }
    List<Deployment> old = bootable(list);
    Optional<Deployment> merge = BootList.mergeDeployment(old, staged.get().stateroot());
    return Optional.of(write(old, staged.get().finished(), merge, true));
  }

  /** All but what is staged. */
  static List<Deployment> bootable(List<Deployment> list) {
    return list.stream().filter(each -> !each.staged()).toList();
  }

  /**
   * The list as {@code ostree_sysroot_write_deployments_with_options} takes it: a staged deployment
   * in any place but the first is dropped.
   */
  static List<Deployment> withoutLateStaged(List<Deployment> wanted) {
    List<Deployment> kept = new ArrayList<>();
    for (Deployment each : wanted) {
      if (!each.staged() || kept.isEmpty()) {
        kept.add(each);
      }
    }
    return BootList.arrange(kept);
  }

  /** The number that the next deployment of a commit gets ({@code allocate_deployserial}). */
  static int serial(List<Deployment> old, String stateroot, Checksum commit) {
    return old.stream()
        .filter(each -> each.stateroot().equals(stateroot) && each.checksum().equals(commit))
        .mapToInt(each -> each.serial() + 1)
        .max()
        .orElse(0);
  }
}
