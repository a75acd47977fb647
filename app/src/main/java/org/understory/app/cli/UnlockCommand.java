package org.understory.app.cli;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.store.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unlock}: lets {@code /usr} of the running system be written. */
@Command(name = "unlock", sortOptions = false, abbreviateSynopsis = true)
final class UnlockCommand extends Change {
  @Option(names = "--hotfix", descriptionKey = "option.hotfix")
  private boolean hotfix;

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.Unlock(hotfix ? Unlocked.HOTFIX : Unlocked.DEVELOPMENT));
  }
}
