package org.understory.store.layering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Places in a tree that others have filled: a link on the way could lead to one of this computer.
 * Good only while nobody else writes to the tree.
 *
 * @param root of the tree
 */
record Inside(Path root) {
  /**
   * A place, which need not be there, and may be a link itself.
   *
   * @param path without a slash at its beginning
   * @throws StoreException LayerOutsideTree where anything but folders is on the way
   */
  Path place(String path) throws StoreException {
    Path relative = Path.of(path);
    Path parent = relative.getParent();
    if (relative.isAbsolute() || !relative.normalize().equals(relative)) {
      throw new StoreException(new Problem.LayerOutsideTree(path));
    }
    return parent == null ? root.resolve(relative) : folder(parent).resolve(relative.getFileName());
  }

  /** A folder, which is made where it is not there; as {@link #place}. */
  Path made(String path) throws IOException, StoreException {
    Path folder = folder(Path.of(path));
    return Files.createDirectories(folder);
  }

  /** One that is there and a folder, or could be made. */
  private Path folder(Path relative) throws StoreException {
    Path way = root;
    for (Path name : relative) {
      way = way.resolve(name);
      if (Files.exists(way, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(way, LinkOption.NOFOLLOW_LINKS)) {
        throw new StoreException(new Problem.LayerOutsideTree("/" + root.relativize(way)));
      }
    }
    return way;
  }
}
