package org.understory.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.BootList;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code upgrade}: looks for a newer commit of the branch that is followed, and deploys it. */
@Command(name = "upgrade", sortOptions = false, abbreviateSynopsis = true)
final class UpgradeCommand extends Change {
  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Mixin private final Extent extent = new Extent();

  @Option(names = "--check", descriptionKey = "option.check")
  private boolean check;

  @Option(names = "--from", paramLabel = "FOLDER", descriptionKey = "option.from")
  private Optional<Path> volume = Optional.empty();

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    String os = stateroot(stateroot, snapshot);
    String refspec =
        BootList.mergeDeployment(snapshot.deployments(), os)
            .flatMap(deployment -> deployment.origin().refspec())
            .orElseThrow(() -> new StoreException(new Problem.NoOrigin(os)));
    Operation look =
        volume
            .<Operation>map(
                folder ->
                    new Operation.CheckVolume(
                        refspec, folder.toAbsolutePath().normalize().toString()))
            .orElseGet(() -> new Operation.Check(refspec));
    if (check) {
      return List.of(look);
    }
    return List.of(extent.of(new Operation.Upgrade(os, Newest.of(look, engine, session)), engine));
  }

  @Override
  boolean harmless() {
    return check;
  }
}
