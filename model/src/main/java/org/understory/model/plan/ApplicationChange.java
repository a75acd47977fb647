package org.understory.model.plan;

import java.util.Optional;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.PlanList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;

/**
 * What this program did to one application or runtime, as it is written down.
 *
 * @param begun when the changes that were made as one began, in milliseconds since 1970; the same
 *     for all of them
 * @param time when this one ended, in seconds since 1970
 * @param ref full name of what was changed
 * @param installation id of where it is
 * @param name what people call it; not safe to show until sanitized
 * @param kind what was wanted
 * @param after what was installed when it ended, whether that was wanted or not
 */
public record ApplicationChange(
    long begun,
    long time,
    PlanList.Aim aim,
    String ref,
    String installation,
    String name,
    FlatpakPlan.Kind kind,
    Checksum before,
    boolean heldBefore,
    Checksum after,
    boolean heldAfter,
    Outcome outcome) {
  /** What became of a plan. */
  public static ApplicationChange of(
      PlanList.Aim aim, FlatpakPlan plan, Installed after, Outcome outcome, long begun, long time) {
    Installed before = plan.before();
    return new ApplicationChange(
        begun,
        time,
        aim,
        before.ref().name(),
        before.installation().id(),
        before.about().name(),
        plan.kind(),
        before.commit(),
        before.held(),
        after.commit(),
        after.held(),
        outcome);
  }

  /** The same of what people call so. */
  public ApplicationChange named(String known) {
    return new ApplicationChange(
        begun,
        time,
        aim,
        ref,
        installation,
        known,
        kind,
        before,
        heldBefore,
        after,
        heldAfter,
        outcome);
  }

  /** Whether anything is not as it was. */
  public boolean changed() {
    return !before.equals(after) || heldBefore != heldAfter;
  }

  /** Whether it is about this, at whatever version. */
  public boolean isAbout(Installed now) {
    return now.ref().name().equals(ref) && now.installation().id().equals(installation);
  }

  /** Whether nothing else has happened to this since. */
  public boolean isLatestOf(Installed now) {
    return isAbout(now) && now.commit().equals(after) && now.held() == heldAfter;
  }

  /** Why it could not be done; empty where it was, or somebody stopped it. */
  public Optional<Problem> problem() {
    return switch (outcome) {
      case Outcome.Failed(Problem why, boolean _) -> Optional.of(why);
      case Outcome.Lost _ -> Optional.of(new Problem.WorkerLost());
      case Outcome.Succeeded _, Outcome.Cancelled _ -> Optional.empty();
    };
  }
}
