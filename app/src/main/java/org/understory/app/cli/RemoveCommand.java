package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code remove}: removes deployments. */
@Command(name = "remove", sortOptions = false, abbreviateSynopsis = true)
final class RemoveCommand extends Change {
  @Parameters(arity = "1..*", paramLabel = "ID", descriptionKey = "parameter.deployments")
  private List<String> ids = new ArrayList<>();

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    List<String> found = new ArrayList<>();
    for (String id : ids) {
      String known = snapshot.find(id).id();
      if (!found.contains(known)) {
        found.add(known);
      }
    }
    return List.of(new Operation.Remove(found));
  }
}
