package org.understory.app.cli;

import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;

/** {@code flatpak undo}: takes back what was changed last. */
@Command(name = "undo", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakUndoCommand extends FlatpakChange {
  @Override
  FlatpakPlan plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException {
    return changes.undo(cancellation);
  }
}
