package org.understory.model.tree;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * One file, symbolic link or folder of a commit's tree.
 *
 * @param path absolute, {@code /} for the root
 * @param mode type and permission bits as in {@code st_mode}
 * @param size bytes of content; 0 for folders and links
 * @param checksum content checksum of a file or link, dirtree checksum of a folder
 * @param metaChecksum dirmeta checksum of a folder; empty for files
 * @param target where a link points; empty otherwise
 */
public record TreeEntry(
    String path,
    Kind kind,
    int mode,
    int uid,
    int gid,
    long size,
    Checksum checksum,
    Optional<Checksum> metaChecksum,
    Optional<String> target,
    List<Xattr> xattrs) {

  /** The kinds of entry that OSTree stores. */
  public enum Kind {
    FILE,
    SYMLINK,
    DIRECTORY
  }

  /** An extended attribute; {@code value} is raw bytes. */
  public record Xattr(String name, List<Byte> value) {}

  /** The last part of the path; {@code /} for the root. */
  public String name() {
    int slash = path.lastIndexOf('/');
    return path.length() == 1 ? path : path.substring(slash + 1);
  }
}
