package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;

/** {@code undo}: takes the last change back, while nothing else has happened since. */
@Command(name = "undo", sortOptions = false, abbreviateSynopsis = true)
final class UndoCommand extends Change {
  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String state = system.snapshot().stateId();
    return engine.activities().stream()
        .filter(each -> each.outcome() instanceof Outcome.Succeeded)
        .filter(each -> !(each.request().operation() instanceof Operation.Check))
        .findFirst()
        .filter(each -> each.canBeUndone(state))
        .map(Activity::undo)
        .orElseThrow(() -> new StoreException(new Problem.NothingToUndo()));
  }
}
