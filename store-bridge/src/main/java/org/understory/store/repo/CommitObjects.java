package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.DirTree.Entries;

/**
 * The objects that one commit needs, without its parents.
 *
 * @param keys sorted, each once
 * @param own bytes on the disk of what a checkout of it has beside hard links to objects
 * @param checkout whether there was a checkout to look at
 * @param readable whether all folders could be read; else objects are left out
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; hundreds of thousands of numbers
record CommitObjects(long[] keys, long own, boolean checkout, boolean readable) {

  /** Folders that are remembered from one commit to the next; a large system has 12 000. */
  private static final int MAX_FOLDERS = 60_000;

  /**
   * Reads all folders of the commit.
   *
   * @param known folders that others have read; those of this one come to them
   * @param checkout where it is checked out, if it is
   */
  static CommitObjects read(
      Objects objects,
      Map<Checksum, DirTree> known,
      Checksum commit,
      Optional<Path> checkout,
      Cancellation cancellation)
      throws StoreException {
    Walk walk = new Walk(objects, known);
    walk.keys.add(ObjectKey.of(commit, ObjectType.COMMIT));
    try {
      Commit found = CommitParser.parse(commit, objects.load(commit, ObjectType.COMMIT));
      walk.keys.add(ObjectKey.of(found.rootMeta(), ObjectType.DIRMETA));
      walk.keys.add(ObjectKey.of(found.rootTree(), ObjectType.DIRTREE));
      Room root = new Room(found.rootTree(), checkout);
      WorkQueue.run(WorkQueue.WAITING_THREADS, List.of(root), walk::folder, cancellation);
    } catch (StoreException e) {
      walk.readable = false;
    }
    return new CommitObjects(walk.keys.sorted(), walk.own, checkout.isPresent(), walk.readable);
  }

  /** What else is known of it, for when the keys have been counted. */
  CommitObjects withoutKeys() {
    return new CommitObjects(new long[0], own, checkout, readable);
  }

  /** A folder of the tree, and where it is checked out. */
  private record Room(Checksum tree, Optional<Path> checkout) {}

  /** What is found; guarded by itself. */
  private static final class Walk {
    private final Trees trees;
    private final Map<Checksum, DirTree> known;
    private final boolean copied;
    private final KeyList keys = new KeyList();
    private final Set<Long> seen = new HashSet<>();
    private long own;
    private boolean readable = true;

    Walk(Objects objects, Map<Checksum, DirTree> known) {
      this.trees = new Trees(objects);
      this.known = known;
      RepositoryMode mode = objects.chain().getFirst().mode();
      // Only from such a one are files linked into a deployment (checkout_one_file_at).
      this.copied = mode != RepositoryMode.BARE && mode != RepositoryMode.BARE_SPLIT_XATTRS;
    }

    /**
     * A folder that several others hold is read once for each place where it is checked out, for
     * every such place takes room of its own.
     */
    private void folder(Room room, WorkQueue<Room> more) {
      DirTree tree;
      try {
        tree = load(room.tree());
      } catch (StoreException e) {
        synchronized (this) {
          readable = false;
        }
        return;
      }
      Optional<Path> place = room.checkout();
      long bytes = 0;
      if (place.isPresent()) {
        Optional<DiskUse> use = look(place.get()).filter(DiskUse::folder);
        bytes = use.map(DiskUse::bytes).orElse(0L);
        place = use.isPresent() ? place : Optional.empty();
      }
      if (copied && place.isPresent()) {
        bytes += copies(tree.files(), place.get());
      }
      add(tree, place, bytes, more);
    }

    private DirTree load(Checksum checksum) throws StoreException {
      DirTree tree = known.get(checksum);
      if (tree == null) {
        tree = trees.load(checksum);
        if (known.size() < MAX_FOLDERS) {
          known.put(checksum, tree);
        }
      }
      return tree;
    }

    private synchronized void add(
        DirTree tree, Optional<Path> place, long bytes, WorkQueue<Room> more) {
      own += bytes;
      Entries files = tree.files();
      for (int i = 0; i < files.count(); i++) {
        keys.add(ObjectKey.of(files.firstBytes(i), ObjectType.FILE));
      }
      Entries folders = tree.folders();
      for (int i = 0; i < folders.count(); i++) {
        Checksum checksum = folders.checksum(i);
        keys.add(ObjectKey.of(folders.meta(i), ObjectType.DIRMETA));
        long key = ObjectKey.of(checksum, ObjectType.DIRTREE);
        keys.add(key);
        if (seen.add(key) || place.isPresent()) {
          String name = folders.name(i);
          more.add(new Room(checksum, place.map(it -> it.resolve(name))));
        }
      }
    }

    /** One that has other names is counted where those are: it may be the kernel in /boot. */
    private static long copies(Entries files, Path place) {
      long sum = 0;
      for (int i = 0; i < files.count(); i++) {
        sum +=
            look(place.resolve(files.name(i)))
                .filter(use -> use.links() == 1)
                .map(DiskUse::bytes)
                .orElse(0L);
      }
      return sum;
    }

    private static Optional<DiskUse> look(Path path) {
      try {
        return Optional.of(DiskUse.of(path));
      } catch (IOException notThere) {
        return Optional.empty();
      }
    }
  }
}
