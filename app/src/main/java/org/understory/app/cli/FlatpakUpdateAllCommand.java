package org.understory.app.cli;

import org.understory.model.flatpak.PlanList;
import org.understory.model.operation.Cancellation;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;

/** {@code flatpak update-all}: everything that is not held to its newest version. */
@Command(name = "update-all", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakUpdateAllCommand extends FlatpakBatch {
  @Override
  PlanList plan(Session session, FlatpakChanges changes, Cancellation cancellation) {
    return changes.updates(session.terminal().locale(), _ -> {}, cancellation);
  }
}
