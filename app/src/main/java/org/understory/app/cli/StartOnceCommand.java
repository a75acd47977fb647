package org.understory.app.cli;

import java.util.List;
import java.util.Optional;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code start-once}: has a deployment start the next time only. */
@Command(name = "start-once", sortOptions = false, abbreviateSynopsis = true)
final class StartOnceCommand extends Change {
  @ArgGroup(multiplicity = "1")
  private Choice choice = new Choice();

  /** One or the other. */
  private static final class Choice {
    @Parameters(paramLabel = "ID", descriptionKey = "parameter.deployment")
    private String id = "";

    @Option(names = "--cancel", descriptionKey = "option.start-once.cancel")
    private boolean cancel;
  }

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    Optional<String> id =
        choice.cancel ? Optional.empty() : Optional.of(system.snapshot().find(choice.id).id());
    return List.of(new Operation.StartOnce(id));
  }
}
