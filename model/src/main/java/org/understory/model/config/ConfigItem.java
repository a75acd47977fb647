package org.understory.model.config;

import java.util.Optional;

/**
 * What a tree has at one path of {@code /etc}, without its content and its extended attributes
 * (which the merge does not compare, OSTREE_DIFF_FLAGS_IGNORE_XATTRS).
 *
 * @param mode type and permission bits as in {@code st_mode}; 0 where nothing is known of it
 * @param size bytes of content of a file; 0 for all others
 * @param target where a link points; empty otherwise
 */
public record ConfigItem(
    Kind kind, int mode, int uid, int gid, long size, Optional<String> target) {

  /** The kinds that GFileType tells apart. */
  public enum Kind {
    FILE,
    LINK,
    FOLDER,
    /** A pipe, socket or device, which no commit has. */
    OTHER
  }

  boolean isKnown() {
    return mode != 0;
  }
}
