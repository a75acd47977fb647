package org.understory.app.cli;

import java.util.List;
import org.understory.app.move.FarMoves;
import org.understory.app.move.MoveList;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.ImageReference;
import org.understory.model.container.ImageReference.Signatures;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code rebase}: moves to another branch and deploys the newest commit of it; lists what there is
 * to move to where none is named.
 */
@Command(name = "rebase", sortOptions = false, abbreviateSynopsis = true)
final class RebaseCommand extends Change {
  @Parameters(arity = "0..1", paramLabel = "REFSPEC", descriptionKey = "parameter.refspec")
  private String refspec = "";

  @Option(names = "--list", descriptionKey = "option.rebase.list")
  private boolean list;

  @Option(names = "--remote", descriptionKey = "option.rebase.remote")
  private boolean remote;

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Mixin private final Extent extent = new Extent();

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    FarMoves far =
        remote
            ? FarMoves.ask(system, os, session.terminal().folders().cache(), new Cancellation())
            : FarMoves.NONE;
    MoveList known = MoveList.of(system, session.terminal().root(), os, far);
    if (list || refspec.isEmpty()) {
      new MoveTable(session).print(known);
      return List.of();
    }
    String meant = known.meant(refspec);
    String wanted =
        engine.service() == UpdateService.BOOTC ? image(meant, system.snapshot()) : meant;
    Checksum newest = Newest.of(wanted, engine, session);
    return List.of(extent.of(new Operation.Rebase(os, wanted, newest), engine));
  }

  /** Of an image the name alone is enough; who has to sign it stays as it is. */
  private static String image(String name, SystemSnapshot snapshot) {
    Signatures usual =
        snapshot
            .booted()
            .flatMap(it -> it.origin().refspec())
            .flatMap(ImageReference::parse)
            .map(ImageReference::signatures)
            .orElse(Signatures.NONE);
    return ImageReference.parse(name, usual).map(ImageReference::text).orElse(name);
  }
}
