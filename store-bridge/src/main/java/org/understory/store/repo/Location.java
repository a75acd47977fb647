package org.understory.store.repo;

import java.nio.file.Path;
import org.understory.model.history.Checksum;

/**
 * One repository of a chain of parents, and how it keeps its objects.
 *
 * @param xattrs whether extended attributes of {@code bare} files count; false with {@code
 *     core.disable-xattrs}
 */
record Location(Path directory, RepositoryMode mode, boolean xattrs) {
  /** Where this object's file is, or would be ({@code _ostree_loose_path}). */
  Path path(Checksum checksum, String suffix) {
    String hex = checksum.hex();
    return directory.resolve(
        "objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + "." + suffix);
  }

  /** Kind of this repository's file objects. */
  ObjectType fileType() {
    return mode == RepositoryMode.ARCHIVE ? ObjectType.FILEZ : ObjectType.FILE;
  }
}
