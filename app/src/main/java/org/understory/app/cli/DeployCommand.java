package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.BootList;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code deploy}: deploys any commit. A branch that is not yet followed is followed from then on,
 * as by {@code ostree admin deploy}.
 */
@Command(name = "deploy", sortOptions = false, abbreviateSynopsis = true)
final class DeployCommand extends Change {
  @Parameters(paramLabel = "REV", descriptionKey = "parameter.revision")
  private String revision = "";

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Mixin private final Extent extent = new Extent();

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    String os = stateroot(stateroot, snapshot);
    Checksum commit =
        Checksum.parse(revision).isPresent()
            ? Checksum.parse(revision).get()
            : system.resolve(revision);
    Optional<String> followed =
        BootList.mergeDeployment(snapshot.deployments(), os)
            .flatMap(deployment -> deployment.origin().refspec());
    boolean branch =
        system.repository().refs().stream().anyMatch(ref -> ref.refspec().equals(revision));
    return List.of(
        extent.of(
            branch && !followed.equals(Optional.of(revision))
                ? new Operation.Rebase(os, revision, commit)
                : new Operation.Deploy(os, commit),
            engine));
  }
}
