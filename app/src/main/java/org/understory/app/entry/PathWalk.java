package org.understory.app.entry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;

/** Finds what a path names the way the kernel would, links on the way included. */
public final class PathWalk {
  /** Links followed before giving up, as the kernel does (MAXSYMLINKS). */
  static final int MOST_LINKS = 40;

  private PathWalk() {}

  /** {@code path} seen from {@code folder}; an absolute path stays what it is. */
  public static String join(String folder, String path) {
    return path.startsWith("/") ? path : folder + "/" + path;
  }

  /** The parts of a path, with {@code .} and empty ones left out and {@code ..} carried out. */
  public static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * The entry that an absolute path leads to; links are followed in every part but the last, so
   * that the answer may be a link.
   *
   * @throws StoreException with NoSuchPath where it leads nowhere
   */
  public static TreeEntry find(TreeReader reader, Checksum commit, String path)
      throws StoreException {
    Deque<String> ahead = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
    List<String> done = new ArrayList<>();
    int links = 0;
    TreeEntry at = reader.entry(commit, "/");
    while (!ahead.isEmpty()) {
      String part = ahead.pop();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        at = reader.entry(commit, text(done));
        continue;
      }
      done.add(part);
      at = reader.entry(commit, text(done));
      if (at.kind() == TreeEntry.Kind.SYMLINK && !ahead.isEmpty()) {
        if (++links > MOST_LINKS) {
          throw new StoreException(new Problem.NoSuchPath(commit.hex(), path));
        }
        done.removeLast();
        String target = at.target().orElse("");
        if (target.startsWith("/")) {
          done.clear();
        }
        Arrays.asList(target.split("/", -1)).reversed().forEach(ahead::push);
      }
    }
    return at;
  }

  private static String text(List<String> parts) {
    return "/" + String.join("/", parts);
  }
}
