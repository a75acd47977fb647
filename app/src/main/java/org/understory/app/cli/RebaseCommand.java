package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebase}: moves to another branch and deploys the newest commit of it. */
@Command(name = "rebase", sortOptions = false, abbreviateSynopsis = true)
final class RebaseCommand extends Change {
  @Parameters(paramLabel = "REFSPEC", descriptionKey = "parameter.refspec")
  private String refspec = "";

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    Checksum newest = Newest.of(refspec, engine, session);
    return List.of(new Operation.Rebase(os, refspec, newest));
  }
}
