package org.understory.store.repo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.DirTree.Entries;
import org.understory.store.repo.Trees.Folder;
import org.understory.store.repo.Trees.Leaf;
import org.understory.store.repo.Trees.Node;

/**
 * One comparison of two trees. Folders with the same checksum are equal with all that they hold and
 * are not read; of the others the two sorted lists are merged. What the files are is looked up
 * afterwards, by {@link FileChanges}.
 *
 * <p>Compared with {@code ostree diff} (ostree_diff_dirs): that lists an entry whose type changed
 * as modified, and of a removed folder only the folder itself.
 */
final class TreeDiffer {
  /** Changed entries of one diff: a hundred times what a large update changes. */
  private static final int MAX_CHANGES = 4_000_000;

  /** Characters of all their paths; a few small objects can make a tree with endless ones. */
  private static final long MAX_CHARACTERS = 1L << 29;

  private final Trees trees;
  private final FileChanges files;
  private final List<Change> folderChanges = new ArrayList<>();
  private final Problems problems;
  private final Cancellation cancellation;
  private long count;
  private long characters;

  TreeDiffer(Trees trees, FileStats stats, Cancellation cancellation) {
    this.trees = trees;
    this.problems = new Problems();
    this.files = new FileChanges(stats, problems);
    this.cancellation = cancellation;
  }

  /** The dirtrees of one path on both sides; an absent one holds nothing. */
  private record Pair(String path, Optional<Checksum> before, Optional<Checksum> after) {}

  /** What differs between two commits at or below {@code path}; see {@link Repository#diff}. */
  TreeDiff diff(Commit from, Commit to, String path, boolean renames) throws StoreException {
    TreePath start = TreePath.parse(from.checksum().hex(), path);
    Optional<Node> before = trees.find(from, start.names());
    Optional<Node> after = trees.find(to, start.names());
    if (before.isEmpty() && after.isEmpty()) {
      throw new StoreException(new Problem.NoSuchPath(to.checksum().hex(), start.text()));
    }
    int threads = trees.threads();
    WorkQueue.run(threads, compare(start.text(), before, after), this::compare, cancellation);
    return result(from, to, renames);
  }

  private TreeDiff result(Commit from, Commit to, boolean renames) throws StoreException {
    List<Change> changes = files.finish(renames, cancellation);
    changes.addAll(folderChanges);
    changes.sort(FileChanges.ORDER);
    return new TreeDiff(
        from.checksum(),
        to.checksum(),
        List.copyOf(changes),
        TreeDiff.Summary.of(changes),
        problems.all());
  }

  /** Compares what is at the start; the folders to go into are returned. */
  private List<Pair> compare(String path, Optional<Node> before, Optional<Node> after)
      throws StoreException {
    Found found = new Found();
    Optional<Checksum> fileBefore = file(before);
    Optional<Checksum> fileAfter = file(after);
    if (!fileBefore.equals(fileAfter)) {
      found.files.add(new FileChanges.Pair(path, fileBefore, fileAfter));
    }
    Optional<Folder> folderBefore = folder(before);
    Optional<Folder> folderAfter = folder(after);
    Optional<Checksum> treeBefore = folderBefore.map(Folder::tree);
    Optional<Checksum> treeAfter = folderAfter.map(Folder::tree);
    if (folderBefore.isPresent() != folderAfter.isPresent()) {
      Change.Kind kind = folderBefore.isPresent() ? Change.Kind.REMOVED : Change.Kind.ADDED;
      found.folder(kind, path, folderBefore.map(Folder::meta), folderAfter.map(Folder::meta));
    } else if (!folderBefore.map(Folder::meta).equals(folderAfter.map(Folder::meta))) {
      found.folder(
          Change.Kind.METADATA,
          path,
          folderBefore.map(Folder::meta),
          folderAfter.map(Folder::meta));
    }
    if (!treeBefore.equals(treeAfter)) {
      // If these are missing there is no answer at all; below them there is a part of one.
      load(treeBefore);
      load(treeAfter);
      found.inside.add(new Pair(path, treeBefore, treeAfter));
    }
    keep(found, path);
    return found.inside;
  }

  private void compare(Pair pair, WorkQueue<Pair> more) throws StoreException {
    Optional<DirTree> before;
    Optional<DirTree> after;
    try {
      before = load(pair.before());
      after = load(pair.after());
    } catch (StoreException e) {
      problems.add(e.problem());
      return;
    }
    Found found = new Found();
    DirTree a = before.orElse(DirTree.EMPTY);
    DirTree b = after.orElse(DirTree.EMPTY);
    compareFiles(pair.path(), a.files(), b.files(), found);
    compareFolders(pair.path(), a.folders(), b.folders(), found);
    keep(found, pair.path());
    for (Pair inside : found.inside) {
      if (inside.path().length() > TreePath.MAX_LENGTH) {
        problems.add(tooMuch(inside, Flaw.TOO_DEEP));
      } else {
        more.add(inside);
      }
    }
  }

  private static void compareFiles(String parent, Entries a, Entries b, Found found) {
    int i = 0;
    int j = 0;
    while (i < a.count() || j < b.count()) {
      int order = order(a, i, b, j);
      if (order < 0) {
        found.file(parent, a.name(i), Optional.of(a.checksum(i)), Optional.empty());
      } else if (order > 0) {
        found.file(parent, b.name(j), Optional.empty(), Optional.of(b.checksum(j)));
      } else if (!a.sameChecksum(i, b, j)) {
        found.file(parent, a.name(i), Optional.of(a.checksum(i)), Optional.of(b.checksum(j)));
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  private static void compareFolders(String parent, Entries a, Entries b, Found found) {
    int i = 0;
    int j = 0;
    while (i < a.count() || j < b.count()) {
      int order = order(a, i, b, j);
      if (order < 0) {
        String path = TreePath.child(parent, a.name(i));
        found.folder(Change.Kind.REMOVED, path, Optional.of(a.meta(i)), Optional.empty());
        found.inside.add(new Pair(path, Optional.of(a.checksum(i)), Optional.empty()));
      } else if (order > 0) {
        String path = TreePath.child(parent, b.name(j));
        found.folder(Change.Kind.ADDED, path, Optional.empty(), Optional.of(b.meta(j)));
        found.inside.add(new Pair(path, Optional.empty(), Optional.of(b.checksum(j))));
      } else {
        compareFolder(parent, a, i, b, j, found);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  private static void compareFolder(
      String parent, Entries a, int i, Entries b, int j, Found found) {
    boolean sameMeta = a.sameMeta(i, b, j);
    boolean sameTree = a.sameChecksum(i, b, j);
    if (sameMeta && sameTree) {
      return;
    }
    String path = TreePath.child(parent, a.name(i));
    if (!sameMeta) {
      found.folder(Change.Kind.METADATA, path, Optional.of(a.meta(i)), Optional.of(b.meta(j)));
    }
    if (!sameTree) {
      found.inside.add(new Pair(path, Optional.of(a.checksum(i)), Optional.of(b.checksum(j))));
    }
  }

  /** As a comparison of the names at {@code i} and {@code j}; the end of a list comes last. */
  private static int order(Entries a, int i, Entries b, int j) {
    if (i == a.count()) {
      return 1;
    }
    return j == b.count() ? -1 : a.compareName(i, b, j);
  }

  private synchronized void keep(Found found, String path) throws StoreException {
    for (FileChanges.Pair file : found.files) {
      files.add(file);
      characters += file.path().length();
    }
    for (Change folder : found.folders) {
      folderChanges.add(folder);
      characters += folder.path().length();
    }
    count += found.files.size() + found.folders.size();
    if (count > MAX_CHANGES || characters > MAX_CHARACTERS) {
      throw new StoreException(new Problem.CorruptFile(path, Flaw.TOO_MANY));
    }
  }

  private Optional<DirTree> load(Optional<Checksum> tree) throws StoreException {
    return tree.isPresent() ? Optional.of(trees.load(tree.get())) : Optional.empty();
  }

  private static Problem tooMuch(Pair pair, Flaw flaw) {
    Checksum tree = pair.before().or(pair::after).orElseThrow();
    return new Problem.CorruptObject(Objects.name(tree, ObjectType.DIRTREE), flaw);
  }

  private static Optional<Checksum> file(Optional<Node> node) {
    return node.map(it -> it instanceof Leaf leaf ? leaf.file() : null);
  }

  private static Optional<Folder> folder(Optional<Node> node) {
    return node.map(it -> it instanceof Folder folder ? folder : null);
  }

  /** What one pair of folders holds that differs. */
  private static final class Found {
    private final List<FileChanges.Pair> files = new ArrayList<>();
    private final List<Change> folders = new ArrayList<>();
    private final List<Pair> inside = new ArrayList<>();

    private void file(
        String parent, String name, Optional<Checksum> before, Optional<Checksum> after) {
      files.add(new FileChanges.Pair(TreePath.child(parent, name), before, after));
    }

    private void folder(
        Change.Kind kind, String path, Optional<Checksum> before, Optional<Checksum> after) {
      TreeEntry.Kind folder = TreeEntry.Kind.DIRECTORY;
      folders.add(new Change(kind, path, Optional.empty(), folder, 0, 0, before, after));
    }
  }
}
