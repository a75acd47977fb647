package org.understory.store.repo;

import java.io.IOException;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;

/**
 * Where objects come from that are in no folder here: a server that keeps them as an archive
 * repository does. For use by several threads.
 */
public interface ObjectSource {
  /**
   * Copies the object's file, as an archive repository has it, to {@code target}; what that has of
   * it is not asked for again, where this can be done.
   *
   * @param suffix {@code commit}, {@code dirtree}, {@code dirmeta}, {@code commitmeta} or {@code
   *     filez}
   * @param limit bytes; more is trouble
   * @return whether it has the object
   * @throws IOException of {@code target} alone
   * @throws StoreException ServerFailed; DamagedDownload where nobody had what is right for the
   *     target
   */
  boolean fetch(Checksum checksum, String suffix, long limit, FetchTarget target)
      throws IOException, StoreException;

  /** The first {@code count} bytes of the object's file, or all if it has less; not verified. */
  Optional<byte[]> start(Checksum checksum, String suffix, int count) throws StoreException;
}
