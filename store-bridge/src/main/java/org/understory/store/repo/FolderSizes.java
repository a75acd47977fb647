package org.understory.store.repo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.SizedFolder;
import org.understory.store.repo.DirTree.Entries;

/** Adds up what the folders of one commit take on the disk. */
final class FolderSizes {
  /** A file or folder is named if it has at least this part of all objects. */
  private static final long PARTS = 20_000;

  /** So many of one folder are named. */
  private static final int MOST = 60;

  /** Folders in each other; real systems have about fifteen. */
  private static final int DEEPEST = 200;

  private final Trees trees;
  private final Inventory inventory;
  private final Consumer<Problem> problems;
  private final Cancellation cancellation;
  private final long least;

  /** Files and folders that have been counted. */
  private final Set<Long> counted = new HashSet<>();

  FolderSizes(
      Objects objects, Inventory inventory, Consumer<Problem> problems, Cancellation cancellation) {
    this.trees = new Trees(objects);
    this.inventory = inventory;
    this.problems = problems;
    this.cancellation = cancellation;
    this.least = inventory.all() / PARTS;
  }

  /** The folder with this tree, at {@code path}. */
  SizedFolder of(Checksum tree, String path, int depth) {
    cancellation.check();
    DirTree folder;
    try {
      folder = trees.load(tree);
    } catch (StoreException e) {
      problems.accept(e.problem());
      return new SizedFolder(path, 0, true, List.of(), 0);
    }
    long bytes = 0;
    List<SizedFolder> inside = new ArrayList<>();
    Entries files = folder.files();
    for (int i = 0; i < files.count(); i++) {
      long key = ObjectKey.of(files.firstBytes(i), ObjectType.FILE);
      long size = counted.add(key) ? inventory.bytes(key) : 0;
      bytes += size;
      if (size > 0 && size >= least) {
        String name = TreePath.child(path, files.name(i));
        inside.add(new SizedFolder(name, size, false, List.of(), 0));
      }
    }
    Entries folders = folder.folders();
    for (int i = 0; i < folders.count() && depth < DEEPEST; i++) {
      Checksum below = folders.checksum(i);
      if (counted.add(ObjectKey.of(below, ObjectType.DIRTREE))) {
        SizedFolder found = of(below, TreePath.child(path, folders.name(i)), depth + 1);
        bytes += found.bytes();
        if (found.bytes() > 0 && found.bytes() >= least) {
          inside.add(found);
        }
      }
    }
    inside.sort(Comparator.comparingLong(SizedFolder::bytes).reversed());
    List<SizedFolder> named = inside.subList(0, Math.min(MOST, inside.size()));
    long rest = bytes - named.stream().mapToLong(SizedFolder::bytes).sum();
    return new SizedFolder(path, bytes, true, named, rest);
  }
}
