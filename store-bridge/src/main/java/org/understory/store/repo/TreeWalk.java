package org.understory.store.repo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FolderReader.Listing;
import org.understory.store.repo.FolderReader.Room;
import org.understory.store.repo.Trees.Folder;
import org.understory.store.repo.Trees.Leaf;

/**
 * One walk over a tree in the order of {@code ostree ls -R} (print_directory_recurse, which sees
 * the files of a folder before its folders).
 */
final class TreeWalk {
  /** Entries of one walk; a few small objects can make a tree with endless ones. */
  private static final long MAX_ENTRIES = 20_000_000;

  private final FolderReader reader;
  private final Consumer<TreeEntry> entries;
  private final Consumer<Problem> problems;
  private final Cancellation cancellation;
  private long told;

  private TreeWalk(
      FolderReader reader,
      Consumer<TreeEntry> entries,
      Consumer<Problem> problems,
      Cancellation cancellation) {
    this.reader = reader;
    this.entries = entries;
    this.problems = problems;
    this.cancellation = cancellation;
  }

  /** Tells the entry at {@code path} and all below it; see {@link Repository#walk}. */
  static void run(
      Objects objects,
      FileStats stats,
      Commit commit,
      String path,
      Consumer<TreeEntry> entries,
      Consumer<Problem> problems,
      Cancellation cancellation)
      throws StoreException {
    TreePath start = TreePath.parse(commit.checksum().hex(), path);
    Trees trees = new Trees(objects);
    FolderReader reader = new FolderReader(objects, trees, stats, cancellation);
    TreeWalk walk = new TreeWalk(reader, entries, problems, cancellation);
    switch (trees
        .find(commit, start.names())
        .orElseThrow(
            () ->
                new StoreException(
                    new Problem.NoSuchPath(commit.checksum().hex(), start.text())))) {
      case Leaf leaf -> entries.accept(reader.file(start.text(), leaf.file(), problems));
      case Folder folder -> {
        // Without this one there is no answer at all; below it there is a part of one.
        trees.load(folder.tree());
        walk.below(reader.room(start.text(), folder, problems), folder.tree());
      }
    }
  }

  private void below(Room start, Checksum tree) throws StoreException {
    try (ReadAhead<Room, Listing> ahead = new ReadAhead<>(reader::read, Listing::inside)) {
      Deque<ReadAhead<Room, Listing>.Task> rooms = new ArrayDeque<>();
      rooms.push(ahead.begin(start));
      while (!rooms.isEmpty()) {
        cancellation.check();
        ReadAhead<Room, Listing>.Task room = rooms.pop();
        Listing listing = room.take();
        entries.accept(listing.room().entry());
        listing.files().forEach(entries);
        listing.problems().forEach(problems);
        told += 1 + listing.files().size();
        if (told > MAX_ENTRIES) {
          throw Objects.corrupt(tree, ObjectType.DIRTREE, Flaw.TOO_MANY);
        }
        room.inside().reversed().forEach(rooms::push);
      }
    }
  }
}
