package org.understory.store.repo;

import java.util.Optional;
import org.understory.model.tree.TreeEntry;

/**
 * What a file object says of its file without its content.
 *
 * @param mode type and permission bits as in {@code st_mode}
 * @param size bytes of content; 0 for links
 * @param target where a link points; empty for regular files
 */
record FileStat(int mode, int uid, int gid, long size, Optional<String> target) {
  /** What is said of a file whose object can't be read. */
  static final FileStat UNKNOWN = new FileStat(0, 0, 0, 0, Optional.empty());

  TreeEntry.Kind kind() {
    return target.isPresent() ? TreeEntry.Kind.SYMLINK : TreeEntry.Kind.FILE;
  }
}
