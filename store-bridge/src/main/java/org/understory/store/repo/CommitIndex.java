package org.understory.store.repo;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.HistoryWalk.CommitSource;

/**
 * What is known about the commits of one repository from an earlier reading, kept in a file of a
 * cache folder. Commits never change, so the only question is whether one is still here: that is
 * answered by the times at which the folders of objects changed and, where a folder has changed, by
 * looking for the very object. The repository stays the source of truth: a damaged, foreign or old
 * index is the same as none, and one that can't be written does no harm. For one thread.
 */
final class CommitIndex {
  /** So many looks for single objects are cheaper than writing the index anew. */
  private static final int MAX_LOOKS = 1000;

  private final CacheFile file;
  private final Location location;
  private final boolean hasParent;
  private final FolderTimes now;
  private final Optional<CommitTable> table;
  private final boolean[] unchanged = new boolean[256];
  private final List<Commit> fresh = new ArrayList<>();
  private int looks;

  private CommitIndex(CacheFile file, List<Location> chain, FolderTimes now) {
    this.file = file;
    this.location = chain.getFirst();
    this.hasParent = chain.size() > 1;
    this.now = now;
    this.table = CommitTable.read(file.read(CommitTable.MAX_BYTES), file.repository());
    table.ifPresent(
        it -> {
          FolderTimes then = it.times();
          for (int i = 0; i < unchanged.length; i++) {
            unchanged[i] = now.unchangedSince(then, i);
          }
        });
  }

  /**
   * The index of a repository, empty if there is none that can be used.
   *
   * @param folder where indexes are kept; made when first written to
   * @param chain the repository, then its parents
   * @throws StoreException if the repository itself can't be looked at
   */
  static CommitIndex open(Path folder, List<Location> chain) throws StoreException {
    Path objects = chain.getFirst().directory().resolve("objects");
    CacheFile file = CacheFile.of(folder, objects, "history");
    // Before anything is looked for: what changes from here on changes the times as well.
    FolderTimes now = FolderTimes.of(objects);
    return new CommitIndex(file, chain, now);
  }

  /** The commit as it is known, if it is still here; else as {@code source} has it. */
  Commit find(Checksum checksum, CommitSource source) throws StoreException {
    Optional<Commit> known = table.flatMap(it -> it.find(checksum));
    if (known.isPresent() && isHere(checksum)) {
      return known.get();
    }
    Commit read = source.load(checksum);
    fresh.add(read);
    return read;
  }

  /**
   * Writes down what is new, if that is worth it. What was read out of this repository needs no
   * second look: if it has been deleted since, the time of its folder is no longer the one that is
   * written here. What a parent repository holds has no such time and is left out.
   */
  void save() {
    if (fresh.isEmpty() && looks < MAX_LOOKS) {
      return;
    }
    List<Commit> commits = new ArrayList<>(fresh);
    if (hasParent) {
      commits.removeIf(it -> !exists(it.checksum()));
    }
    table.ifPresent(
        known -> known.all().stream().filter(it -> isHere(it.checksum())).forEach(commits::add));
    file.write(CommitTable.write(file.repository(), now, commits));
  }

  private boolean isHere(Checksum checksum) {
    return unchanged[(int) (checksum.a() >>> 56)] || exists(checksum);
  }

  /** Commits of parent repositories are left to those: only this one's folders are watched. */
  private boolean exists(Checksum checksum) {
    looks++;
    return Files.exists(
        location.path(checksum, ObjectType.COMMIT.suffix()), LinkOption.NOFOLLOW_LINKS);
  }
}
