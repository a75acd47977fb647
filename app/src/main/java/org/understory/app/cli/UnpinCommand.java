package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code unpin}: no longer keeps a deployment. */
@Command(name = "unpin", sortOptions = false, abbreviateSynopsis = true)
final class UnpinCommand extends Change {
  @Parameters(paramLabel = "ID", descriptionKey = "parameter.deployment")
  private String id = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.Unpin(system.snapshot().find(id).id()));
  }

  @Override
  boolean harmless() {
    return true;
  }
}
