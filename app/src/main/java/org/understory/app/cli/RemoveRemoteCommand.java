package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code remove-remote}: removes a place to download from; what came from it stays. */
@Command(name = "remove-remote", sortOptions = false, abbreviateSynopsis = true)
final class RemoveRemoteCommand extends Change {
  @Parameters(paramLabel = "NAME", descriptionKey = "parameter.remote")
  private String name = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.RemoveRemote(name));
  }
}
