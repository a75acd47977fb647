package org.understory.store.remote;

import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.store.repo.FetchTarget;
import org.understory.store.repo.ObjectSource;

/** In place of a server, where only what it gave before is wanted. */
record NoServer() implements ObjectSource {
  @Override
  public boolean fetch(Checksum checksum, String suffix, long limit, FetchTarget target) {
    return false;
  }

  @Override
  public Optional<byte[]> start(Checksum checksum, String suffix, int count) {
    return Optional.empty();
  }
}
