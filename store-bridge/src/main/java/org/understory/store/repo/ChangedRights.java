package org.understory.store.repo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.MetadataDiff;
import org.understory.model.tree.PathOrder;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;

/**
 * Collects what a diff changes about who may do what. Reads the headers of changed entries only, by
 * several threads.
 */
final class ChangedRights {
  /** Changes that one thread looks at before it asks for more. */
  private static final int BATCH = 64;

  private final EntryReader entries;
  private final FileObjects files;
  private final Problems problems = new Problems();
  private final boolean complete;

  /** {@code complete} says whether {@code files} shows the attributes that give rights. */
  ChangedRights(EntryReader entries, FileObjects files, boolean complete) {
    this.complete = complete;
    this.entries = entries;
    this.files = files;
  }

  RightsDiff of(TreeDiff diff, Cancellation cancellation) throws StoreException {
    List<Change> changes = diff.changes();
    List<MetadataChange> found = new ArrayList<>();
    WorkQueue.run(
        IntStream.iterate(0, it -> it < changes.size(), it -> it + BATCH).boxed().toList(),
        (first, more) -> {
          List<MetadataChange> some = new ArrayList<>();
          int end = Math.min(first + BATCH, changes.size());
          changes.subList(first, end).forEach(it -> some.addAll(of(it)));
          synchronized (found) {
            found.addAll(some);
          }
        },
        cancellation);
    found.sort(
        Comparator.comparing(MetadataChange::path, PathOrder.BYTEWISE)
            .thenComparing(MetadataChange::kind));
    return new RightsDiff(List.copyOf(found), problems.all(), complete);
  }

  private List<MetadataChange> of(Change change) {
    // A renamed file is the same object; a link gives nobody a right.
    if (change.change() == Change.Kind.RENAMED || change.kind() == TreeEntry.Kind.SYMLINK) {
      return List.of();
    }
    try {
      return MetadataDiff.between(side(change, change.before()), side(change, change.after()))
          .stream()
          .filter(it -> it.kind().isSecurity())
          .toList();
    } catch (StoreException e) {
      problems.add(e.problem());
      return List.of();
    }
  }

  private Optional<TreeEntry> side(Change change, Optional<Checksum> object) throws StoreException {
    if (object.isEmpty()) {
      return Optional.empty();
    }
    if (change.kind() == TreeEntry.Kind.DIRECTORY) {
      return Optional.of(entries.folder(change.path(), object.get()));
    }
    FileObject file = files.header(object.get());
    return Optional.of(EntryReader.file(change.path(), object.get(), file));
  }
}
