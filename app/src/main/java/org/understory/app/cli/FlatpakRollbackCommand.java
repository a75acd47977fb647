package org.understory.app.cli;

import java.util.Optional;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Installed;
import org.understory.model.flatpak.ReleaseList;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.flatpak.FlatpakChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flatpak rollback}: to a version that the server still keeps, and holds it there. */
@Command(name = "rollback", sortOptions = false, abbreviateSynopsis = true)
final class FlatpakRollbackCommand extends FlatpakChange {
  @Mixin private FlatpakName name = new FlatpakName();

  @Parameters(index = "1", paramLabel = "VERSION", descriptionKey = "parameter.release")
  private String version = "";

  @Option(names = "--no-hold", descriptionKey = "option.no-hold")
  private boolean free;

  @Override
  FlatpakPlan plan(Session session, FlatpakChanges changes, Cancellation cancellation)
      throws StoreException {
    Installed now = name.find(session);
    ReleaseList known = session.terminal().flatpak().releases(now, cancellation);
    Checksum commit = FlatpakName.version(version, known);
    return changes.plan(now, commit, !free, Optional.of(known), cancellation);
  }
}
