package org.understory.app.cli;

import org.understory.model.flatpak.PlanList;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;

/** {@code flatpak undo}: takes back what was changed last, all of it where it was many. */
@Command(name = "undo", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakUndoCommand extends FlatpakBatch {
  @Override
  PlanList plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException {
    return changes.undo(cancellation);
  }
}
