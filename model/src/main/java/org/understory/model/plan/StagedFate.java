package org.understory.model.plan;

import java.util.List;
import java.util.Optional;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/**
 * What became of an update that was staged. It is kept in memory until a clean shutdown finishes it
 * ({@code /run/ostree/staged-deployment}), so a power cut loses it without a word; only what was
 * written down when it was staged can tell.
 *
 * @param id of the deployment
 * @param activity that staged it
 */
public record StagedFate(String id, Activity activity, Fate fate) {
  /** The ways that it can go. */
  public enum Fate {
    /** It waits for a clean shutdown. */
    WAITING,
    /** It was finished and can be started. */
    APPLIED,
    /** Finishing it was tried and failed. */
    FAILED,
    /** It is gone, and nobody threw it away through this program. */
    LOST
  }

  /**
   * What became of the one that was staged last, unless it was thrown away or replaced since by
   * what is written down.
   *
   * @param activities the newest first
   */
  public static Optional<StagedFate> of(List<Activity> activities, SystemSnapshot now) {
    for (Activity each : activities) {
      if (!(each.outcome() instanceof Outcome.Succeeded)) {
        continue;
      }
      if (each.staged().isPresent()) {
        String id = each.staged().get();
        return Optional.of(new StagedFate(id, each, fate(id, now)));
      }
      if (drops(each.request().operation())) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Fate fate(String id, SystemSnapshot now) {
    Optional<Deployment> there =
        now.deployments().stream().filter(each -> each.id().equals(id)).findFirst();
    if (there.isPresent()) {
      return there.get().staged() ? Fate.WAITING : Fate.APPLIED;
    }
    return now.finalizationFailure().isPresent() ? Fate.FAILED : Fate.LOST;
  }

  /** Whether it may have thrown away what was staged, or removed it once it was finished. */
  private static boolean drops(Operation operation) {
    return switch (operation) {
      case Operation.DiscardStaged _,
          Operation.Remove _,
          Operation.SetDefault _,
          Operation.Upgrade _,
          Operation.Deploy _,
          Operation.Rebase _,
          Operation.ChangeLayers _,
          Operation.ChangeOverrides _,
          Operation.UsePackageFiles _,
          Operation.Unlock _ ->
          true;
      case Operation.Halfway(var _, var stop) -> stop == Operation.Halfway.Stop.HELD;
      case Operation.Check _,
          Operation.CheckVolume _,
          Operation.Finalize _,
          Operation.Refresh _,
          Operation.StartOnce _,
          Operation.Pin _,
          Operation.Unpin _,
          Operation.EditKernelArguments _,
          Operation.SetFinalizationLocked _,
          Operation.Prune _,
          Operation.Verify _,
          Operation.InspectConfig _,
          Operation.AddRemote _,
          Operation.RemoveRemote _,
          Operation.ImportKey _,
          Operation.SetLabel _ ->
          false;
    };
  }
}
