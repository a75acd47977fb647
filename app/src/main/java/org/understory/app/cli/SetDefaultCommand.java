package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set-default}: has a deployment start next, and from then on. */
@Command(name = "set-default", sortOptions = false, abbreviateSynopsis = true)
final class SetDefaultCommand extends Change {
  @Parameters(paramLabel = "ID", descriptionKey = "parameter.deployment")
  private String id = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.SetDefault(system.snapshot().find(id).id()));
  }
}
