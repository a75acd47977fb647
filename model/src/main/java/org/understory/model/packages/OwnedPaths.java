package org.understory.model.packages;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Paths that a package owns. Packagers know a file by the path that it has in the running system,
 * and the tree of a commit by another one: {@code /etc} comes from {@code /usr/etc} (OSTree), and
 * {@code /bin}, {@code /lib} and others lead into {@code /usr} (merged file systems).
 *
 * @param paths in their places in the tree
 */
public record OwnedPaths(Set<String> paths) {
  private static final List<String> MOVED =
      List.of("/etc/", "/bin/", "/sbin/", "/lib/", "/lib32/", "/lib64/", "/libx32/");

  /** Paths as a packager wrote them. */
  public static OwnedPaths of(Collection<String> paths) {
    return new OwnedPaths(paths.stream().map(OwnedPaths::inTree).collect(Collectors.toSet()));
  }

  /** Whether the package owns what is at this path of a tree. */
  public boolean has(String path) {
    return paths.contains(inTree(path));
  }

  /** Where in a tree the path of a running system is; paths of a tree stay. */
  public static String inTree(String path) {
    return MOVED.stream().anyMatch(path::startsWith) ? "/usr" + path : path;
  }
}
