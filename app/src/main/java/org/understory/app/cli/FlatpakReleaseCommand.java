package org.understory.app.cli;

import java.util.Optional;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flatpak release}: update it again. */
@Command(name = "release", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakReleaseCommand extends FlatpakChange {
  @Mixin private FlatpakName name = new FlatpakName();

  @Override
  FlatpakPlan plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException {
    Installed now = name.find(session);
    return changes.plan(now, now.commit(), false, Optional.empty(), cancellation);
  }
}
