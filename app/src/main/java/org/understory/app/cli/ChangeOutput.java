package org.understory.app.cli;

import org.understory.model.operation.Problem;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;

/** Tells a person or a program what a change will do and how it ended. */
interface ChangeOutput {
  /** In the way that the session asks for. */
  static ChangeOutput of(Session session) {
    return session.json() ? new ChangeJson(session) : new ChangeText(session);
  }

  /** It was only planned so far. */
  void planned(Plan plan);

  /** It ended. */
  void ended(Plan plan, Outcome outcome);

  /** Nothing had to be done, as the problem says. */
  void unneeded(Problem why);

  /** It could not even be planned. */
  void refused(Problem problem);
}
