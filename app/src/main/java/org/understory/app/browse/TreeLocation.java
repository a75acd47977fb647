package org.understory.app.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.entry.PathWalk;
import org.understory.app.entry.TreeReader;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;

/**
 * A folder of a commit, read.
 *
 * @param folder the folder itself
 * @param entries what it holds, folders first
 * @param asked what was asked for: an entry in it, or the folder itself
 * @param missing what was asked for and is not in this commit, when this is the nearest folder that
 *     is
 */
record TreeLocation(
    Commit commit,
    TreeEntry folder,
    List<TreeEntry> entries,
    TreeEntry asked,
    Optional<Problem> missing) {

  /** Goes to a path, which may be a file or a link in the folder to show. */
  static TreeLocation find(TreeReader reader, Checksum checksum, String path)
      throws StoreException {
    Commit commit = reader.commit(checksum);
    TreeEntry at = PathWalk.find(reader, checksum, path);
    if (at.kind() == TreeEntry.Kind.DIRECTORY) {
      return read(reader, commit, at, at);
    }
    return read(reader, commit, reader.entry(checksum, parent(at.path())), at);
  }

  /** As {@link #find}, but where the path leads nowhere, the nearest folder above that is there. */
  static TreeLocation nearest(TreeReader reader, Checksum checksum, String path)
      throws StoreException {
    try {
      return find(reader, checksum, path);
    } catch (StoreException expected) {
      if (!(expected.problem() instanceof Problem.NoSuchPath)
          && !(expected.problem() instanceof Problem.WrongKindOfPath)) {
        throw expected;
      }
      TreeLocation above = above(reader, checksum, path);
      return new TreeLocation(
          above.commit,
          above.folder,
          above.entries,
          above.asked,
          Optional.of(new Problem.NoSuchPath(checksum.brief(), path)));
    }
  }

  /** The same folder, asked for because of the entry at this path in it. */
  TreeLocation asking(String path) {
    TreeEntry wanted =
        entries.stream().filter(entry -> entry.path().equals(path)).findFirst().orElse(asked);
    return new TreeLocation(commit, folder, entries, wanted, missing);
  }

  private static TreeLocation above(TreeReader reader, Checksum checksum, String path)
      throws StoreException {
    List<String> parts = new ArrayList<>(PathWalk.parts(path));
    while (!parts.isEmpty()) {
      parts.removeLast();
      try {
        return find(reader, checksum, "/" + String.join("/", parts));
      } catch (StoreException stillMissing) {
        if (parts.isEmpty()) {
          throw stillMissing;
        }
      }
    }
    return find(reader, checksum, "/");
  }

  private static TreeLocation read(
      TreeReader reader, Commit commit, TreeEntry folder, TreeEntry asked) throws StoreException {
    List<TreeEntry> entries = new ArrayList<>(reader.list(commit.checksum(), folder.path()));
    entries.sort(Row.FOLDERS_FIRST);
    return new TreeLocation(commit, folder, List.copyOf(entries), asked, Optional.empty());
  }

  /** The folder that holds this path; {@code /} holds itself. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
