package org.understory.store.repo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.StoreException;

/** Folders of trees and the way to a path in them. */
final class Trees {
  private final Objects objects;

  Trees(Objects objects) {
    this.objects = objects;
  }

  /** As {@link Objects#threads}. */
  int threads() {
    return objects.threads();
  }

  /** What a path of a tree leads to. */
  sealed interface Node {}

  /** A folder by its two objects. */
  record Folder(Checksum tree, Checksum meta) implements Node {}

  /** A file or link by its object. */
  record Leaf(Checksum file) implements Node {}

  /** The folder stored in this object. */
  DirTree load(Checksum tree) throws StoreException {
    return DirTree.parse(tree, objects.load(tree, ObjectType.DIRTREE));
  }

  /** What {@code names}, from the root downwards, lead to; links are not followed. */
  Optional<Node> find(Commit commit, List<String> names) throws StoreException {
    Node at = new Folder(commit.rootTree(), commit.rootMeta());
    for (String name : names) {
      if (!(at instanceof Folder folder)) {
        return Optional.empty();
      }
      Optional<Node> child = child(load(folder.tree()), name);
      if (child.isEmpty()) {
        return child;
      }
      at = child.get();
    }
    return Optional.of(at);
  }

  private static Optional<Node> child(DirTree tree, String name) {
    OptionalInt file = tree.files().find(name);
    if (file.isPresent()) {
      return Optional.of(new Leaf(tree.files().checksum(file.getAsInt())));
    }
    OptionalInt folder = tree.folders().find(name);
    return folder.isPresent()
        ? Optional.of(
            new Folder(
                tree.folders().checksum(folder.getAsInt()), tree.folders().meta(folder.getAsInt())))
        : Optional.empty();
  }
}
