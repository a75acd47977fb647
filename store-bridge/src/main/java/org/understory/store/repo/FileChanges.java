package org.understory.store.repo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.PathOrder;
import org.understory.model.tree.RenameFinder;
import org.understory.model.tree.TreeEntry;

/**
 * Turns paths at which files differ into changes: a tree knows only the checksums of its files, so
 * each object is looked at for its kind and size, by several threads.
 */
final class FileChanges {
  /** By path; where a removal and an addition share one, the removal first. */
  static final Comparator<Change> ORDER =
      Comparator.comparing(Change::path, PathOrder.BYTEWISE)
          .thenComparing(it -> it.change() != Change.Kind.REMOVED);

  /** Files that one thread looks at, at most, before it asks for more. */
  private static final int BATCH = 64;

  private final FileStats stats;
  private final Problems problems;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<RenameFinder.File> removed = new ArrayList<>();
  private final List<RenameFinder.File> added = new ArrayList<>();

  FileChanges(FileStats stats, Problems problems) {
    this.stats = stats;
    this.problems = problems;
  }

  /** The file objects at one path; they differ. */
  record Pair(String path, Optional<Checksum> before, Optional<Checksum> after) {}

  /** The same, looked at. */
  private record Seen(Pair pair, Optional<FileStat> before, Optional<FileStat> after) {}

  void add(Pair pair) {
    pairs.add(pair);
  }

  /** Looks at all files and says what happened to them. */
  List<Change> finish(boolean renames, Cancellation cancellation) throws StoreException {
    int threads = stats.threads();
    pairs.sort(Comparator.comparing(Pair::path, PathOrder.BYTEWISE));
    Seen[] seen = new Seen[pairs.size()];
    int batch = Math.clamp(seen.length / (4 * threads), 1, BATCH);
    WorkQueue.run(
        threads,
        IntStream.iterate(0, it -> it < seen.length, it -> it + batch).boxed().toList(),
        (first, more) -> {
          for (int i = first; i < Math.min(first + batch, seen.length); i++) {
            Pair pair = pairs.get(i);
            seen[i] = new Seen(pair, pair.before().map(this::look), pair.after().map(this::look));
          }
        },
        cancellation);
    for (Seen one : seen) {
      tell(one);
    }
    if (renames) {
      join(RenameFinder.find(removed, added));
    }
    return changes;
  }

  private FileStat look(Checksum file) {
    try {
      return stats.stat(file);
    } catch (StoreException e) {
      problems.add(e.problem());
      return FileStat.UNKNOWN;
    }
  }

  private void tell(Seen seen) {
    String path = seen.pair().path();
    if (seen.before().isPresent() && seen.after().isPresent()) {
      FileStat before = seen.before().get();
      FileStat after = seen.after().get();
      boolean known = before.mode() != 0 && after.mode() != 0;
      if (!known || before.kind() == after.kind()) {
        changes.add(
            new Change(
                Change.Kind.MODIFIED,
                path,
                Optional.empty(),
                known ? after.kind() : TreeEntry.Kind.FILE,
                before.size(),
                after.size(),
                seen.pair().before(),
                seen.pair().after()));
        return;
      }
    }
    seen.before().ifPresent(it -> tellOne(Change.Kind.REMOVED, path, it, seen.pair().before()));
    seen.after().ifPresent(it -> tellOne(Change.Kind.ADDED, path, it, seen.pair().after()));
  }

  private void tellOne(Change.Kind change, String path, FileStat stat, Optional<Checksum> file) {
    boolean gone = change == Change.Kind.REMOVED;
    changes.add(
        new Change(
            change,
            path,
            Optional.empty(),
            stat.kind(),
            gone ? stat.size() : 0,
            gone ? 0 : stat.size(),
            gone ? file : Optional.empty(),
            gone ? Optional.empty() : file));
    if (stat.kind() == TreeEntry.Kind.FILE && stat.size() > 0) {
      (gone ? removed : added).add(new RenameFinder.File(path, file.orElseThrow()));
    }
  }

  /** Puts one change in the place of the removal and the addition that are one renaming. */
  private void join(List<RenameFinder.Rename> renames) {
    Set<String> from = new HashSet<>();
    Map<String, String> oldPaths = new HashMap<>();
    for (RenameFinder.Rename rename : renames) {
      from.add(rename.from());
      oldPaths.put(rename.to(), rename.from());
    }
    changes.removeIf(it -> it.change() == Change.Kind.REMOVED && from.contains(it.path()));
    changes.replaceAll(
        it ->
            it.change() == Change.Kind.ADDED && oldPaths.containsKey(it.path())
                ? new Change(
                    Change.Kind.RENAMED,
                    it.path(),
                    Optional.ofNullable(oldPaths.get(it.path())),
                    it.kind(),
                    it.sizeAfter(),
                    it.sizeAfter(),
                    it.after(),
                    it.after())
                : it);
  }
}
