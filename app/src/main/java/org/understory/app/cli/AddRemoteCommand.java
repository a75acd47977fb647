package org.understory.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.understory.app.state.OpenSystem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.store.engine.Engine;
import org.understory.store.repo.PublicKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code add-remote}: adds a place to download from. */
@Command(name = "add-remote", sortOptions = false, abbreviateSynopsis = true)
final class AddRemoteCommand extends Change {
  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "parameter.remote.new")
  private String name = "";

  @Parameters(index = "1", paramLabel = "URL", descriptionKey = "parameter.url")
  private String url = "";

  @Option(names = "--key", paramLabel = "FILE", descriptionKey = "option.key")
  private @Nullable Path key;

  @Option(names = "--no-verify", descriptionKey = "option.no-verify")
  private boolean unverified;

  @Override
  List<Operation> operations(Session session, OpenSystem system, Engine engine)
      throws StoreException {
    Optional<String> keys =
        key == null ? Optional.empty() : Optional.of(PublicKeyFile.read(key).armored());
    return List.of(new Operation.AddRemote(name, url, !unverified, keys));
  }
}
