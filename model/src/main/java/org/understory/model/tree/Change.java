package org.understory.model.tree;

import java.util.Optional;

/**
 * One difference between two trees.
 *
 * @param path absolute path in the newer tree, or in the older one for a removal
 * @param oldPath where a renamed file was; empty otherwise
 * @param sizeBefore bytes, 0 where there was no file
 * @param sizeAfter bytes, 0 where there is no file any more
 */
public record Change(
    Kind change,
    String path,
    Optional<String> oldPath,
    TreeEntry.Kind kind,
    long sizeBefore,
    long sizeAfter) {

  /** What happened; {@link #METADATA} is for folders, whose mode, owner or attributes changed. */
  public enum Kind {
    ADDED,
    REMOVED,
    MODIFIED,
    METADATA,
    RENAMED
  }
}
