package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Label;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code label}: gives a deployment a name and a note; without a name it takes both away. */
@Command(name = "label", sortOptions = false, abbreviateSynopsis = true)
final class LabelCommand extends Change {
  @Parameters(index = "0", paramLabel = "ID", descriptionKey = "parameter.deployment")
  private String id = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", descriptionKey = "parameter.label")
  private String name = "";

  @Option(names = "--note", paramLabel = "TEXT", descriptionKey = "option.note")
  private String note = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String chosen = system.snapshot().find(id).id();
    return List.of(new Operation.SetLabel(chosen, new Label(name, name.isEmpty() ? "" : note)));
  }

  @Override
  boolean harmless() {
    return true;
  }
}
