package org.understory.store.repo;

import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * A path in a tree as a person types it.
 *
 * @param names from the root downwards; empty for the root
 */
record TreePath(List<String> names) {
  /** Characters in a path: as many as Linux takes in one call (PATH_MAX). */
  static final int MAX_LENGTH = 4096;

  /**
   * Reads a path; a missing first slash, double slashes, a last slash and {@code .} make no
   * difference.
   *
   * @throws StoreException NoSuchPath in {@code revision} for {@code ..} and for what is too long
   */
  static TreePath parse(String revision, String path) throws StoreException {
    List<String> names = new ArrayList<>();
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String name = path.substring(start, end);
      if (name.equals("..") || path.length() > MAX_LENGTH) {
        throw new StoreException(new Problem.NoSuchPath(revision, path));
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
      start = end + 1;
    }
    return new TreePath(List.copyOf(names));
  }

  /** Absolute, {@code /} for the root. */
  String text() {
    return "/" + String.join("/", names);
  }

  /** The path of an entry in the folder {@code parent}, which is absolute. */
  static String child(String parent, String name) {
    return parent.length() == 1 ? parent + name : parent + "/" + name;
  }
}
