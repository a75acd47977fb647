package org.understory.app.cli;

import java.util.List;
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

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    String os = stateroot(stateroot, snapshot);
    String refspec =
        BootList.mergeDeployment(snapshot.deployments(), os)
            .flatMap(deployment -> deployment.origin().refspec())
            .orElseThrow(() -> new StoreException(new Problem.NoOrigin(os)));
    if (check) {
      return List.of(new Operation.Check(refspec));
    }
    return List.of(
        extent.of(new Operation.Upgrade(os, Newest.of(refspec, engine, session)), engine));
  }

  @Override
  boolean harmless() {
    return check;
  }
}
