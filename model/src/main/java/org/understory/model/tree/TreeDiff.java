package org.understory.model.tree;

import java.util.List;
import java.util.function.Predicate;
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
  /** The same with only those changes that are wanted. */
  public TreeDiff only(Predicate<Change> wanted) {
    List<Change> these = changes.stream().filter(wanted).toList();
    return new TreeDiff(from, to, these, Summary.of(these), problems);
  }

  /** Counts of changes by kind, and the bytes of all changed files before and after. */
  public record Summary(
      int added,
      int removed,
      int modified,
      int metadata,
      int renamed,
      long sizeBefore,
      long sizeAfter) {
    /** Counts these. */
    public static Summary of(List<Change> changes) {
      int[] counts = new int[Change.Kind.values().length];
      long before = 0;
      long after = 0;
      for (Change change : changes) {
        counts[change.change().ordinal()]++;
        before += change.sizeBefore();
        after += change.sizeAfter();
      }
      return new Summary(
          counts[Change.Kind.ADDED.ordinal()],
          counts[Change.Kind.REMOVED.ordinal()],
          counts[Change.Kind.MODIFIED.ordinal()],
          counts[Change.Kind.METADATA.ordinal()],
          counts[Change.Kind.RENAMED.ordinal()],
          before,
          after);
    }
  }
}
