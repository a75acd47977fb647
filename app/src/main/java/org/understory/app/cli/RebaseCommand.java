package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebase}: moves to another branch and deploys the newest commit of it. */
@Command(name = "rebase", sortOptions = false, abbreviateSynopsis = true)
final class RebaseCommand extends Change {
  @Parameters(paramLabel = "REFSPEC", descriptionKey = "parameter.refspec")
  private String refspec = "";

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Mixin private final Extent extent = new Extent();

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    String wanted = engine.service() == UpdateService.BOOTC ? image(system.snapshot()) : refspec;
    Checksum newest = Newest.of(wanted, engine, session);
    return List.of(extent.of(new Operation.Rebase(os, wanted, newest)));
  }

  /** Of an image the name alone is enough; who has to sign it stays as it is. */
  private String image(SystemSnapshot snapshot) {
    Signatures usual =
        snapshot
            .booted()
            .flatMap(it -> it.origin().refspec())
            .flatMap(ImageReference::parse)
            .map(ImageReference::signatures)
            .orElse(Signatures.NONE);
    return ImageReference.parse(refspec, usual).map(ImageReference::text).orElse(refspec);
  }
}
