package org.understory.app.content;

import java.util.List;
import java.util.Optional;
import org.understory.model.content.BinaryFacts;
import org.understory.model.content.TextDiff;
import org.understory.model.operation.Problem;

/** How far a look at the difference of one file has come. */
public sealed interface ContentState {
  /** There is nothing to compare: a folder, a link, or nothing chosen. */
  record Nothing() implements ContentState {}

  /** Both sides are being read. */
  record Reading() implements ContentState {}

  /** Text, with what differs marked. */
  record Text(TextDiff diff, DiffRows rows) implements ContentState {}

  /** Text that is too large for that: the first lines of both sides, safe to show. */
  record LargeText(List<String> before, List<String> after) implements ContentState {}

  /** Anything else; a side that is empty was not there. */
  record Binary(Optional<Side> before, Optional<Side> after) implements ContentState {}

  /** It could not be read. */
  record Trouble(Problem problem) implements ContentState {}

  /**
   * One side of a file that is no text.
   *
   * @param size in bytes
   * @param picture where it can be drawn
   */
  record Side(BinaryFacts facts, long size, Optional<Picture> picture) {}
}
