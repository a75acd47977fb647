package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;

/** {@code finalize}: releases the update that was held back, and restarts into it. */
@Command(name = "finalize", sortOptions = false, abbreviateSynopsis = true)
final class FinalizeCommand extends Change {
  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String staged =
        system.snapshot().deployments().stream()
            .filter(Deployment::staged)
            .map(Deployment::id)
            .findFirst()
            .orElseThrow(() -> new StoreException(new Problem.NothingStaged()));
    return List.of(new Operation.Finalize(staged));
  }
}
