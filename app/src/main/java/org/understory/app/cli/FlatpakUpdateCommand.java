package org.understory.app.cli;

import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flatpak update}: to the newest version that the server has. */
@Command(name = "update", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakUpdateCommand extends FlatpakChange {
  @Mixin private FlatpakName name = new FlatpakName();

  @Override
  FlatpakPlan plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException {
    return changes.update(name.find(session), cancellation);
  }
}
