package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}: compares every object with its checksum. */
@Command(name = "verify", sortOptions = false, abbreviateSynopsis = true)
final class VerifyCommand extends Change {
  @Option(names = "--repair", descriptionKey = "option.repair")
  private boolean repair;

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.Verify(repair));
  }

  @Override
  boolean harmless() {
    return true;
  }
}
