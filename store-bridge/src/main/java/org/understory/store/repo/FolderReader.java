package org.understory.store.repo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.DirTree.Entries;
import org.understory.store.repo.Trees.Folder;

/** Reads one folder of a tree with the facts of all that is in it. For use by several threads. */
final class FolderReader {
  /** Few: nearly all folders of a system have the same mode and owner. */
  private static final int MAX_METAS = 10_000;

  private final Objects objects;
  private final Trees trees;
  private final FileStats stats;
  private final Cancellation cancellation;
  private final Map<Checksum, DirMeta> metas = new ConcurrentHashMap<>();

  FolderReader(Objects objects, Trees trees, FileStats stats, Cancellation cancellation) {
    this.objects = objects;
    this.trees = trees;
    this.stats = stats;
    this.cancellation = cancellation;
  }

  /** A folder that is known from its parent and has not been read. */
  record Room(TreeEntry entry) {}

  /** What a folder holds, files and folders each sorted by name. */
  record Listing(Room room, List<TreeEntry> files, List<Room> inside, List<Problem> problems) {}

  /** What this folder holds; trouble with it is told in the answer. */
  Listing read(Room room) {
    List<Problem> problems = new ArrayList<>();
    try {
      DirTree tree = trees.load(room.entry().checksum());
      String path = room.entry().path();
      return new Listing(
          room,
          files(path, tree.files(), problems),
          inside(path, tree.folders(), problems),
          problems);
    } catch (StoreException e) {
      return new Listing(room, List.of(), List.of(), List.of(e.problem()));
    }
  }

  /** The entry of a file; if its object can't be read, mode is 0. */
  TreeEntry file(String path, Checksum file, Consumer<Problem> problems) {
    FileStat stat = FileStat.UNKNOWN;
    try {
      stat = stats.stat(file);
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
    return new TreeEntry(
        path,
        stat.kind(),
        stat.mode(),
        stat.uid(),
        stat.gid(),
        stat.size(),
        file,
        Optional.empty(),
        stat.target(),
        List.of());
  }

  /** The folder at {@code path}; if its dirmeta can't be read, mode is 0. */
  Room room(String path, Folder folder, Consumer<Problem> problems) {
    DirMeta meta = DirMeta.UNKNOWN;
    try {
      meta = meta(folder.meta());
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
    return new Room(
        new TreeEntry(
            path,
            TreeEntry.Kind.DIRECTORY,
            meta.mode(),
            meta.uid(),
            meta.gid(),
            0,
            folder.tree(),
            Optional.of(folder.meta()),
            Optional.empty(),
            List.of()));
  }

  private List<TreeEntry> files(String parent, Entries entries, List<Problem> problems) {
    TreeEntry[] files = new TreeEntry[entries.count()];
    Problems told = new Problems();
    IntConsumer read =
        i -> {
          String path = TreePath.child(parent, entries.name(i));
          files[i] = file(path, entries.checksum(i), told::add);
        };
    if (objects.threads() > WorkQueue.THREADS) {
      together(files.length, read, told);
    } else {
      for (int i = 0; i < files.length; i++) {
        cancellation.check();
        read.accept(i);
      }
    }
    problems.addAll(told.all());
    return List.of(files);
  }

  /** A server answers many questions in the time of one. */
  private void together(int count, IntConsumer read, Problems told) {
    try {
      WorkQueue.run(
          objects.threads(),
          IntStream.range(0, count).boxed().toList(),
          (i, _) -> read.accept(i),
          cancellation);
    } catch (StoreException e) {
      told.add(e.problem());
    }
  }

  private List<Room> inside(String parent, Entries entries, List<Problem> problems) {
    List<Room> rooms = new ArrayList<>(entries.count());
    for (int i = 0; i < entries.count(); i++) {
      String path = TreePath.child(parent, entries.name(i));
      if (path.length() > TreePath.MAX_LENGTH) {
        String object = Objects.name(entries.checksum(i), ObjectType.DIRTREE);
        problems.add(new Problem.CorruptObject(object, Flaw.TOO_DEEP));
      } else {
        rooms.add(room(path, new Folder(entries.checksum(i), entries.meta(i)), problems::add));
      }
    }
    return rooms;
  }

  private DirMeta meta(Checksum checksum) throws StoreException {
    DirMeta known = metas.get(checksum);
    if (known == null) {
      known = DirMeta.load(objects, checksum);
      if (metas.size() < MAX_METAS) {
        metas.put(checksum, known);
      }
    }
    return known;
  }
}
