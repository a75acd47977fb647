package org.understory.store.sysroot;

import java.nio.file.Path;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.repo.Repository;

/**
 * A sysroot ({@code /} of a machine booted from OSTree, or a folder made by {@code ostree admin
 * init-fs}), open for reading.
 */
public final class Sysroot implements AutoCloseable {
  private final Repository repository;

  private Sysroot(Repository repository) {
    this.repository = repository;
  }

  /** Opens the sysroot in this folder. */
  public static Sysroot open(Path root, HostFiles host) throws StoreException {
    return new Sysroot(Repository.open(root.resolve("ostree/repo")));
  }

  /** Its repository, {@code ostree/repo}. */
  public Repository repository() {
    return repository;
  }

  /** Reads everything about its deployments afresh. */
  public SystemSnapshot snapshot() throws StoreException {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link Repository#resolve}, and also {@code booted}, {@code pending} and {@code rollback}.
   */
  public Checksum resolve(String revision) throws StoreException {
    return repository.resolve(revision);
  }

  @Override
  public void close() {
    repository.close();
  }
}
