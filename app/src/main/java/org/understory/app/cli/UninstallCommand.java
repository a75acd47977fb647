package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code uninstall}: takes packages away that were layered. */
@Command(name = "uninstall", sortOptions = false, abbreviateSynopsis = true)
final class UninstallCommand extends Change {
  @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "parameter.layered")
  private List<String> names = new ArrayList<>();

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    return List.of(new Operation.ChangeLayers(os, List.of(), names));
  }
}
