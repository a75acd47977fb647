package org.understory.store.repo;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;

/**
 * An OSTree repository, open for reading. Safe for use by several threads; needs no root and writes
 * nothing in it.
 */
public final class Repository implements AutoCloseable {
  private final Path directory;

  private Repository(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens the repository in this folder (the one that holds {@code config} and {@code objects}).
   */
  public static Repository open(Path directory) throws StoreException {
    return new Repository(directory);
  }

  /** The folder it was opened in. */
  public Path directory() {
    return directory;
  }

  /** How it stores files. */
  public RepositoryMode mode() {
    throw new UnsupportedOperationException();
  }

  /** Every ref: local, remote and mirrored, internal ones included, sorted by refspec. */
  public List<Ref> refs() throws StoreException {
    throw new UnsupportedOperationException();
  }

  /**
   * The commit that a full checksum, unique prefix, ref, refspec, or any of these followed by
   * {@code ^} names.
   */
  public Checksum resolve(String revision) throws StoreException {
    throw new UnsupportedOperationException();
  }

  /** One commit; its checksum has been verified. */
  public Commit commit(Checksum checksum) throws StoreException {
    throw new UnsupportedOperationException();
  }

  /** One commit with all its metadata. */
  public CommitDetails details(Checksum checksum) throws StoreException {
    throw new UnsupportedOperationException();
  }

  /**
   * All commits that can be reached from {@code tips} and are here, each once, children before
   * parents, newest first where that leaves a choice. A parent that is not here ends its line and
   * is no error.
   */
  public void history(Collection<Checksum> tips, Consumer<Commit> sink, Cancellation cancellation)
      throws StoreException {
    throw new UnsupportedOperationException();
  }

  /** The entry at an absolute path of a commit's tree; links are not followed. */
  public TreeEntry entry(Checksum commit, String path) throws StoreException {
    throw new UnsupportedOperationException();
  }

  /** What a folder holds, sorted by name bytewise, folders and files together. */
  public List<TreeEntry> list(Checksum commit, String path) throws StoreException {
    throw new UnsupportedOperationException();
  }

  /** A folder and everything below it, in the order of {@code ostree ls -R}. */
  public void walk(
      Checksum commit, String path, Consumer<TreeEntry> sink, Cancellation cancellation)
      throws StoreException {
    throw new UnsupportedOperationException();
  }

  /**
   * The content of a file object; its checksum has been verified before the first byte is handed
   * out.
   */
  public InputStream content(Checksum file) throws StoreException {
    throw new UnsupportedOperationException();
  }

  /** Everything that differs between two commits at or below {@code path}. */
  public TreeDiff diff(
      Checksum from, Checksum to, String path, boolean renames, Cancellation cancellation)
      throws StoreException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
