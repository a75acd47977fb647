package org.understory.app.cli;

import java.util.List;
import java.util.function.Function;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pin} and {@code unpin}: keeps a deployment from being removed, or no longer. */
@Command(sortOptions = false, abbreviateSynopsis = true)
final class PinCommand extends Change {
  private final Function<String, Operation> operation;

  @Parameters(paramLabel = "ID", descriptionKey = "parameter.deployment")
  private String id = "";

  /** One that does this to the deployment with that id. */
  PinCommand(Function<String, Operation> operation) {
    this.operation = operation;
  }

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(operation.apply(system.snapshot().find(id).id()));
  }

  @Override
  boolean harmless() {
    return true;
  }
}
