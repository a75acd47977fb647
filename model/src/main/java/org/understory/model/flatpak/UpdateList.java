package org.understory.model.flatpak;

import java.util.List;
import org.understory.model.operation.Problem;

/**
 * What bringing everything to its newest version would do.
 *
 * @param plans one for each that is changed, in the order in which it is done: runtimes first
 * @param unknown what could not be found out
 */
public record UpdateList(List<FlatpakPlan> plans, List<Unknown> unknown) {
  public UpdateList {
    plans = List.copyOf(plans);
    unknown = List.copyOf(unknown);
  }

  /** One of which it is not known whether there is anything newer, and why. */
  public record Unknown(Installed installed, Problem why) {}
}
