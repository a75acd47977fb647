package org.understory.store.layering;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.libostree.NativeXattrs;

/**
 * What was done to a tree, read from the upper side of an overlay that is mounted no more (Linux,
 * Documentation/filesystems/overlayfs.rst). Leaves that side as a folder that can be committed:
 * without the marks of the overlay.
 *
 * @param removed paths of the base that are gone, or have to go before what is new comes in their
 *     place, no one below another
 * @param written paths of files, links and folders that are new or changed
 */
record Changes(List<String> removed, List<String> written) {
  /** {@code st_mode & S_IFMT}, and what may be there (inode(7)). */
  private static final int KIND = 0170000;

  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int CHARACTERS = 0020000;

  /** Folders in each other, of which no package has nearly as many. */
  private static final int MAX_DEPTH = 200;

  private static final String MARKS = "trusted.overlay.";
  private static final String OPAQUE = MARKS + "opaque";

  /**
   * Reads and cleans it.
   *
   * @param base the lower side
   * @throws StoreException LayerOutsideTree for what no commit can hold
   */
  static Changes take(Path base, Path upper) throws StoreException {
    Changes changes = new Changes(new ArrayList<>(), new ArrayList<>());
    try {
      strip(upper);
      changes.folder(base, upper, "", false);
      return changes;
    } catch (IOException e) {
      throw SmallFile.trouble(upper, e);
    }
  }

  private void folder(Path base, Path upper, String path, boolean anew)
      throws IOException, StoreException {
    if (path.chars().filter(each -> each == '/').count() > MAX_DEPTH) {
      throw new StoreException(new Problem.LayerOutsideTree("/" + path));
    }
    List<Path> children;
    try (Stream<Path> all = Files.list(upper.resolve(path))) {
      children = all.sorted().toList();
    }
    for (Path child : children) {
      String name = child.getFileName().toString();
      entry(base, upper, path.isEmpty() ? name : path + "/" + name, anew);
    }
  }

  /**
   * @param anew whether nothing of the base is left around it
   */
  private void entry(Path base, Path upper, String path, boolean anew)
      throws IOException, StoreException {
    Path entry = upper.resolve(path);
    Map<String, Object> found =
        Files.readAttributes(entry, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
    int kind = (int) found.getOrDefault("mode", 0) & KIND;
    Path before = base.resolve(path);
    boolean there = !anew && Files.exists(before, LinkOption.NOFOLLOW_LINKS);
    boolean folderBefore = there && Files.isDirectory(before, LinkOption.NOFOLLOW_LINKS);
    switch (kind) {
      case CHARACTERS -> {
        if ((long) found.getOrDefault("rdev", 0L) != 0) {
          throw new StoreException(new Problem.LayerOutsideTree("/" + path));
        }
        // A whiteout.
        Files.delete(entry);
        if (there) {
          removed.add(path);
        }
      }
      case FOLDER -> {
        boolean replaces = strip(entry) || (there && !folderBefore);
        if (there && replaces) {
          removed.add(path);
        }
        written.add(path);
        folder(base, upper, path, anew || replaces);
      }
      case FILE, LINK -> {
        strip(entry);
        if (folderBefore) {
          removed.add(path);
        }
        written.add(path);
      }
      default -> throw new StoreException(new Problem.LayerOutsideTree("/" + path));
    }
  }

  /** Takes the marks away, and tells whether it was one that hides what is below. */
  private static boolean strip(Path entry) throws IOException {
    boolean opaque = false;
    for (var each : NativeXattrs.read(entry).values().entrySet()) {
      String key = each.getKey();
      if (key.startsWith(MARKS)) {
        opaque |= key.equals(OPAQUE) && new String(each.getValue(), US_ASCII).equals("y");
        NativeXattrs.remove(entry, key);
      }
    }
    return opaque;
  }
}
