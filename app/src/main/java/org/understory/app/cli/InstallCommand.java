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

/** {@code install}: layers packages on the version that is there, and takes others away. */
@Command(name = "install", sortOptions = false, abbreviateSynopsis = true)
final class InstallCommand extends Change {
  @Parameters(arity = "1..*", paramLabel = "NAME", descriptionKey = "parameter.layers")
  private List<String> names = new ArrayList<>();

  @Option(names = "--uninstall", paramLabel = "NAME", descriptionKey = "option.uninstall")
  private List<String> others = new ArrayList<>();

  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    return List.of(new Operation.ChangeLayers(os, names, others));
  }
}
