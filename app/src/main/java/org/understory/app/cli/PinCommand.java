package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pin}: keeps a deployment from being removed by later changes. */
@Command(name = "pin", sortOptions = false, abbreviateSynopsis = true)
final class PinCommand extends Change {
  @Parameters(paramLabel = "ID", descriptionKey = "parameter.deployment")
  private String id = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.Pin(system.snapshot().find(id).id()));
  }

  @Override
  boolean harmless() {
    return true;
  }
}
