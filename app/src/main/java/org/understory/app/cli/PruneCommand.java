package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;

/** {@code prune}: removes what no deployment and no branch needs. */
@Command(name = "prune", sortOptions = false, abbreviateSynopsis = true)
final class PruneCommand extends Change {
  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.Prune());
  }
}
