package org.understory.app.cli;

import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result;
import org.understory.store.engine.Engine;

/** Finds the newest commit of a branch. */
final class Newest {
  private Newest() {}

  /**
   * Asks the remote where the branch has one. That fetches the description of the commit and none
   * of its files, so it is done for {@code --dry-run} too.
   */
  static Checksum of(String refspec, Engine engine, Session session) throws StoreException {
    return of(new Operation.Check(refspec), engine, session);
  }

  /** As above, by looking like this. */
  static Checksum of(Operation look, Engine engine, Session session) throws StoreException {
    ProgressLine line = new ProgressLine(session);
    Outcome outcome = engine.carryOut(engine.plan(look), line::show, new Cancellation());
    line.clear();
    return switch (outcome) {
      case Outcome.Succeeded(Result.Found(Checksum commit)) -> commit;
      case Outcome.Failed(Problem problem, boolean _) -> throw new StoreException(problem);
      case Outcome.Lost _ -> throw new StoreException(new Problem.WorkerLost());
      case Outcome.Succeeded _, Outcome.Cancelled _ ->
          throw new StoreException(new Problem.UnexpectedResult());
    };
  }
}
