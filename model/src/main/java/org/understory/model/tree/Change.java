package org.understory.model.tree;

import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * One difference between two trees.
 *
 * @param path absolute path in the newer tree, or in the older one for a removal
 * @param oldPath where a renamed file was; empty otherwise
 * @param sizeBefore bytes, 0 where there was no file
 * @param sizeAfter bytes, 0 where there is no file any more
 * @param before the object that tells its properties: the file object, or the dirmeta of a folder;
 *     empty where it was not there
 * @param after the same as it is now
 */
public record Change(
    Kind change,
    String path,
    Optional<String> oldPath,
    TreeEntry.Kind kind,
    long sizeBefore,
    long sizeAfter,
    Optional<Checksum> before,
    Optional<Checksum> after) {
  /** One of which only this is known. */
  public Change(
      Kind change,
      String path,
      Optional<String> oldPath,
      TreeEntry.Kind kind,
      long sizeBefore,
      long sizeAfter) {
    this(change, path, oldPath, kind, sizeBefore, sizeAfter, Optional.empty(), Optional.empty());
  }

  /** What happened; {@link #METADATA} is for folders, whose mode, owner or attributes changed. */
  public enum Kind {
    ADDED,
    REMOVED,
    MODIFIED,
    METADATA,
    RENAMED
  }
}
