package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import org.understory.model.plan.Operation;

/** What lies over the window while a change is prepared. */
public sealed interface Sheet {
  /** Nothing. */
  record None() implements Sheet {}

  /** What the change will do is being found out. */
  record Planning(String title) implements Sheet {}

  /**
   * What it will do.
   *
   * @param back whether there is something to go back to
   */
  record Planned(PlanCard card, boolean back) implements Sheet {}

  /**
   * It is not possible.
   *
   * @param why and what to do instead
   * @param back whether there is something to go back to
   * @param again what may be possible in a moment
   */
  record Refused(String title, String why, boolean back, Optional<Operation> again)
      implements Sheet {}

  /**
   * What was found.
   *
   * @param lines one for each thing
   * @param mend what may mend it
   */
  record Report(String title, String text, List<String> lines, Optional<Operation> mend)
      implements Sheet {
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Whether the computer is to be restarted.
   *
   * @param what starts next, and why
   */
  record Restarting(String what) implements Sheet {}

  /** Kernel arguments are being edited. */
  record Arguments(ArgumentsViewModel model) implements Sheet {}

  /** A remote is described that is to be added. */
  record NewRemote(RemoteViewModel model) implements Sheet {}

  /** It is written down which packages are to be layered. */
  record Layers(LayersViewModel model) implements Sheet {}

  /** A deployment is given a name. */
  record Naming(LabelViewModel model) implements Sheet {}
}
