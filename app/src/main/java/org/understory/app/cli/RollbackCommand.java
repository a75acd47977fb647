package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;

/**
 * {@code rollback}: has the version before start next. That is the one after the running one in
 * boot order; once a roll back is set, the same command does not go further back.
 */
@Command(name = "rollback", sortOptions = false, abbreviateSynopsis = true)
final class RollbackCommand extends Change {
  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    return List.of(new Operation.SetDefault(previous(snapshot).id()));
  }

  private static Deployment previous(SystemSnapshot snapshot) throws StoreException {
    if (snapshot.booted().isPresent()) {
      return snapshot
          .rollback()
          .orElseThrow(() -> new StoreException(new Problem.NothingToRollBackTo()));
    }
    // Nothing runs from here, so what would start stands for what runs.
    return snapshot.deployments().stream()
        .filter(each -> each.stateroot().equals(snapshot.os()))
        .skip(1)
        .findFirst()
        .orElseThrow(() -> new StoreException(new Problem.NothingToRollBackTo()));
  }
}
