package org.understory.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import org.understory.store.repo.PublicKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code import-key}: trusts keys to sign what comes from a remote. */
@Command(name = "import-key", sortOptions = false, abbreviateSynopsis = true)
final class ImportKeyCommand extends Change {
  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "parameter.remote")
  private String remote = "";

  @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "parameter.key")
  private Path file = Path.of("");

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    return List.of(new Operation.ImportKey(remote, PublicKeyFile.read(file).armored()));
  }
}
