package org.understory.store.repo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.PathOrder;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FolderReader.Listing;
import org.understory.store.repo.FolderReader.Room;
import org.understory.store.repo.Trees.Folder;
import org.understory.store.repo.Trees.Leaf;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/** Answers for single paths of a tree, where a walk would read too much. */
final class EntryReader {
  /** uid, gid, mode, attributes (OSTREE_DIRMETA_GVARIANT_FORMAT). */
  private static final VariantType DIRMETA = VariantType.of("(uuua(ayay))");

  private final Objects objects;
  private final FileObjects files;
  private final Trees trees;

  EntryReader(Objects objects, FileObjects files) {
    this.objects = objects;
    this.files = files;
    this.trees = new Trees(objects);
  }

  TreeEntry entry(Commit commit, String path) throws StoreException {
    TreePath parsed = TreePath.parse(commit.checksum().hex(), path);
    return switch (find(commit, parsed)) {
      case Leaf leaf -> file(parsed.text(), leaf.file());
      case Folder folder -> folder(parsed.text(), folder.tree(), folder.meta());
    };
  }

  /** A folder of which only the properties are known; its checksum is that of its dirmeta. */
  TreeEntry folder(String path, Checksum meta) throws StoreException {
    return folder(path, meta, meta);
  }

  List<TreeEntry> list(Commit commit, String path, Consumer<Problem> problems)
      throws StoreException {
    TreePath parsed = TreePath.parse(commit.checksum().hex(), path);
    if (!(find(commit, parsed) instanceof Folder folder)) {
      throw new StoreException(new Problem.WrongKindOfPath(commit.checksum().hex(), parsed.text()));
    }
    // Here trouble with the folder is an exception; in the listing it is a remark.
    trees.load(folder.tree());
    FolderReader reader =
        new FolderReader(objects, trees, new LooseStats(objects), new Cancellation());
    Listing listing = reader.read(reader.room(parsed.text(), folder, _ -> {}));
    listing.problems().forEach(problems);
    List<TreeEntry> entries = new ArrayList<>(listing.files());
    listing.inside().stream().map(Room::entry).forEach(entries::add);
    entries.sort(Comparator.comparing(TreeEntry::name, PathOrder.BYTEWISE));
    return List.copyOf(entries);
  }

  private Trees.Node find(Commit commit, TreePath path) throws StoreException {
    return trees
        .find(commit, path.names())
        .orElseThrow(
            () -> new StoreException(new Problem.NoSuchPath(commit.checksum().hex(), path.text())));
  }

  private TreeEntry file(String path, Checksum checksum) throws StoreException {
    return file(path, checksum, files.header(checksum));
  }

  static TreeEntry file(String path, Checksum checksum, FileObject file) {
    return new TreeEntry(
        path,
        file.isLink() ? TreeEntry.Kind.SYMLINK : TreeEntry.Kind.FILE,
        file.mode(),
        file.uid(),
        file.gid(),
        file.size(),
        checksum,
        Optional.empty(),
        file.target(),
        file.xattrs());
  }

  private TreeEntry folder(String path, Checksum tree, Checksum own) throws StoreException {
    DirMeta meta = DirMeta.load(objects, own);
    byte[] bytes = objects.load(own, ObjectType.DIRMETA);
    try {
      return new TreeEntry(
          path,
          TreeEntry.Kind.DIRECTORY,
          meta.mode(),
          meta.uid(),
          meta.gid(),
          0,
          tree,
          Optional.of(own),
          Optional.empty(),
          XattrParser.parse(Serialized.of(DIRMETA, bytes).items().getLast()));
    } catch (VariantException e) {
      throw e.in(Objects.name(own, ObjectType.DIRMETA));
    }
  }
}
