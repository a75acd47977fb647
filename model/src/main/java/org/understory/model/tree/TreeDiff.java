package org.understory.model.tree;

import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;

/**
 * Everything that differs between two commits.
 *
 * @param changes sorted by path, bytewise in UTF-8; where a removal and an addition share a path (a
 *     file became a folder), the removal comes first
 * @param problems what could not be read: a folder that is missing or damaged on either side is
 *     left out with all that it holds, a file of which nothing is known counts as a regular one of
 *     0 bytes
 */
public record TreeDiff(
    Checksum from, Checksum to, List<Change> changes, Summary summary, List<Problem> problems) {
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
