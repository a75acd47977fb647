package org.understory.store.remote;

import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.FetchTarget;
import org.understory.store.repo.ObjectSource;

/** In place of a server, where only what it gave before is wanted. */
record NoServer(String remote) implements ObjectSource {
  @Override
  public boolean fetch(Checksum checksum, String suffix, long limit, FetchTarget target) {
    return false;
  }

  @Override
  public Optional<byte[]> start(Checksum checksum, String suffix, int count) {
    return Optional.empty();
  }

  @Override
  public StoreException damaged(String object) {
    return new StoreException(new Problem.DamagedDownload(remote, object));
  }
}
