package org.understory.app.entry;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.understory.app.server.Reach;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Preview;
import org.understory.store.repo.Verification;

/**
 * What these screens read out of an open system. Every method reads files: never call one on the
 * thread that draws. Safe for several threads.
 */
public interface TreeReader {
  /** The commit that a revision names, as {@link OpenSystem#resolve}. */
  Checksum resolve(String revision) throws StoreException;

  /** One commit. */
  Commit commit(Checksum checksum) throws StoreException;

  /** What a folder holds. */
  List<TreeEntry> list(Checksum commit, String path) throws StoreException;

  /** The entry at an absolute path; links are not followed. */
  TreeEntry entry(Checksum commit, String path) throws StoreException;

  /** The content of a file; cancelling ends also the reading of its stream. */
  Content content(Checksum file, Cancellation cancellation) throws StoreException;

  /** What a file holds, and whether its checksum was found right; to be closed. */
  record Content(InputStream stream, Verification verification) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Everything that differs between two commits, renames paired. */
  TreeDiff diff(Checksum from, Checksum to, Cancellation cancellation) throws StoreException;

  /**
   * The same as far as it can be told without looking at files that are not here; empty where both
   * commits are.
   */
  default Optional<Preview> preview(Checksum from, Checksum to, Cancellation cancellation)
      throws StoreException {
    return Optional.empty();
  }

  /** What a commit takes to download as a server keeps it ready; empty where none is known to. */
  default Optional<Download> delta(Checksum commit) throws StoreException {
    return Optional.empty();
  }

  /** Layers of the container images; empty where not both come from one, or that can't be told. */
  default Optional<ImageDiff> images(Checksum from, Checksum to) {
    return Optional.empty();
  }

  /** The image that a commit comes from; empty where it comes from none. */
  default Optional<Image> image(Checksum commit) throws StoreException {
    return Optional.empty();
  }

  /**
   * What a registry has of an image; waits for it.
   *
   * @throws StoreException MissingTool, ToolFailed
   */
  default Image image(ImageReference reference, Cancellation cancellation) throws StoreException {
    throw new StoreException(new Problem.UnknownRevision(reference.image()));
  }

  /** What a diff changes about who may do what. */
  RightsDiff rights(TreeDiff diff, Cancellation cancellation) throws StoreException;

  /** Reads from this system for as long as it is open. */
  static TreeReader of(OpenSystem system) {
    return of(Reach.of(system));
  }

  /** Reads from this system and, where it reaches that far, from a server. */
  static TreeReader of(Reach reach) {
    return new StoreTreeReader(reach);
  }
}
