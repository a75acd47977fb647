package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Refresh.What;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code refresh}: has rpm-ostree look for what is new, so that {@code status} tells it. */
@Command(name = "refresh", sortOptions = false, abbreviateSynopsis = true)
final class RefreshCommand extends Change {
  @Option(names = "--stateroot", paramLabel = "NAME", descriptionKey = "option.stateroot")
  private String stateroot = "";

  @Option(names = "--packages", descriptionKey = "option.package-lists")
  private boolean packages;

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    String os = stateroot(stateroot, system.snapshot());
    return List.of(new Operation.Refresh(os, packages ? What.PACKAGES : What.UPDATES));
  }

  @Override
  boolean harmless() {
    return true;
  }
}
