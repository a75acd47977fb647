package org.understory.store.engine;

import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;

/** Plans for a system and looks whether plans come true, for whoever carries them out. */
public interface Foresight {
  /** As {@link Engine#plan}. */
  Plan plan(Operation operation) throws StoreException;

  /**
   * Before it is carried out.
   *
   * @throws StoreException StateChanged where the system is no longer as the plan found it, and
   *     what keeps it from being read
   */
  void requireUnchanged(Plan plan) throws StoreException;

  /**
   * Once it has been carried out.
   *
   * @throws StoreException UnexpectedResult where the system is not as planned, and what keeps it
   *     from being read
   */
  void requireKept(Plan plan) throws StoreException;
}
