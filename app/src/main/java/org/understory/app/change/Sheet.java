package org.understory.app.change;

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
   */
  record Refused(String title, String why, boolean back) implements Sheet {}

  /** Kernel arguments are being edited. */
  record Arguments(ArgumentsViewModel model) implements Sheet {}

  /** A deployment is given a name. */
  record Naming(LabelViewModel model) implements Sheet {}
}
