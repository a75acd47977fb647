package org.understory.app.entry;

import java.util.List;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FileContent;

/** Reads from the store. */
record StoreTreeReader(OpenSystem system) implements TreeReader {
  @Override
  public Checksum resolve(String revision) throws StoreException {
    return system.resolve(revision);
  }

  @Override
  public Commit commit(Checksum checksum) throws StoreException {
    return system.repository().commit(checksum);
  }

  @Override
  public List<TreeEntry> list(Checksum commit, String path) throws StoreException {
    return system.repository().list(commit, path);
  }

  @Override
  public TreeEntry entry(Checksum commit, String path) throws StoreException {
    return system.repository().entry(commit, path);
  }

  @Override
  public Content content(Checksum file, Cancellation cancellation) throws StoreException {
    FileContent content = system.repository().content(file, cancellation);
    return new Content(content, content.verification());
  }

  @Override
  public TreeDiff diff(Checksum from, Checksum to, Cancellation cancellation)
      throws StoreException {
    return system.repository().diff(from, to, "/", true, cancellation);
  }

  @Override
  public RightsDiff rights(TreeDiff diff, Cancellation cancellation) throws StoreException {
    return system.repository().rights(diff, cancellation);
  }
}
