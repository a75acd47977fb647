package org.understory.store.repo;

import java.util.List;
import java.util.Optional;
import org.understory.model.tree.TreeEntry.Xattr;

/**
 * All that a file object says beside its content.
 *
 * @param mode type and permission bits as in {@code st_mode}; a regular file or a symbolic link
 * @param size bytes of content; 0 for a link
 * @param target where a link points; empty for a regular file
 * @param xattrs sorted by name, bytewise
 * @param complete whether these are all attributes: of the files of a {@code bare} repository an
 *     ordinary user does not see those in {@code trusted}, nor a program without native access more
 *     than those in {@code user}
 */
public record FileObject(
    int mode,
    int uid,
    int gid,
    long size,
    Optional<String> target,
    List<Xattr> xattrs,
    boolean complete) {
  static final int TYPE = 0170000;
  static final int REGULAR = 0100000;
  static final int LINK = 0120000;

  /** Type, permissions, set-user-id, set-group-id and sticky bit. */
  private static final int VALID_BITS = TYPE | 07777;

  /** One whose attributes OSTree itself has written down. */
  FileObject(int mode, int uid, int gid, long size, Optional<String> target, List<Xattr> xattrs) {
    this(mode, uid, gid, size, target, xattrs, true);
  }

  /** Whether it is a symbolic link. */
  public boolean isLink() {
    return target.isPresent();
  }

  /** The rules of ostree_validate_structureof_file_mode. */
  static boolean isValidMode(int mode) {
    int type = mode & TYPE;
    return (mode & ~VALID_BITS) == 0 && (type == REGULAR || type == LINK);
  }
}
