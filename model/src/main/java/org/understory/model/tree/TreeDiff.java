package org.understory.model.tree;

import java.util.List;
import org.understory.model.history.Checksum;

/**
 * Everything that differs between two commits.
 *
 * @param changes sorted by path, bytewise in UTF-8
 */
public record TreeDiff(Checksum from, Checksum to, List<Change> changes, Summary summary) {
  /** Counts of changes by kind, and the bytes of all changed files before and after. */
  public record Summary(
      int added,
      int removed,
      int modified,
      int metadata,
      int renamed,
      long sizeBefore,
      long sizeAfter) {}
}
