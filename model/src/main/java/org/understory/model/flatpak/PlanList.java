package org.understory.model.flatpak;

import java.util.List;
import java.util.OptionalLong;
import org.understory.model.operation.Problem;

/**
 * Changes that are made as one, and taken back as one.
 *
 * @param plans one for each that is changed, in the order in which it is done
 * @param unknown what is left as it is, for nobody could say what would become of it, or it can't
 *     be changed
 */
public record PlanList(Aim aim, List<FlatpakPlan> plans, List<Unknown> unknown) {
  public PlanList {
    plans = List.copyOf(plans);
    unknown = List.copyOf(unknown);
  }

  /** One change for itself. */
  public static PlanList of(FlatpakPlan plan) {
    return new PlanList(Aim.CHANGE, List.of(plan), List.of());
  }

  /** What they are for. */
  public enum Aim {
    /** One application or runtime. */
    CHANGE,
    /** Everything that is not held to its newest version: runtimes first. */
    UPDATE_ALL,
    /** Takes the last changes back. */
    UNDO
  }

  /** One that is left as it is, and why. */
  public record Unknown(Installed installed, Problem why) {}

  /** Bytes to fetch for all of it, about; empty where nothing is known of any. */
  public OptionalLong download() {
    return plans.stream().anyMatch(each -> each.download().isPresent())
        ? OptionalLong.of(plans.stream().mapToLong(each -> each.download().orElse(0)).sum())
        : OptionalLong.empty();
  }
}
