package org.understory.store.repo;

import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;

/** Looks at file objects without reading their content. For use by several threads. */
@FunctionalInterface
interface FileStats {
  /**
   * What the object says of its file. Content is not verified, since that takes reading all of it.
   *
   * @throws StoreException MissingObject, CorruptObject, NotPermitted or InputOutput
   */
  FileStat stat(Checksum file) throws StoreException;

  /** How many may be looked at at once with profit. */
  default int threads() {
    return WorkQueue.THREADS;
  }
}
