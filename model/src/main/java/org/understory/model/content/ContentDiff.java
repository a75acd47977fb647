package org.understory.model.content;

import java.util.Optional;
import org.understory.model.operation.Cancellation;

/** How the content of a file differs before and after. */
public sealed interface ContentDiff {
  /** Text on both sides, or on the only one. */
  record Text(TextDiff diff) implements ContentDiff {}

  /** Text that is too large to mark what differs: the beginning of both sides. */
  record LargeText(TextContent before, TextContent after) implements ContentDiff {}

  /** Anything else; a side that is empty was not there. */
  record Binary(Optional<BinaryFacts> before, Optional<BinaryFacts> after) implements ContentDiff {}

  /** Compares two sides; one may not be there. */
  static ContentDiff of(
      Optional<Sample> before, Optional<Sample> after, Cancellation cancellation) {
    Optional<TextContent> older = text(before);
    Optional<TextContent> newer = text(after);
    if (older.isEmpty() || newer.isEmpty()) {
      return new Binary(before.map(Sample::facts), after.map(Sample::facts));
    }
    cancellation.check();
    boolean whole = before.map(Sample::whole).orElse(true) && after.map(Sample::whole).orElse(true);
    Optional<TextDiff> diff =
        whole ? TextDiff.of(older.get(), newer.get(), cancellation) : Optional.empty();
    return diff.<ContentDiff>map(Text::new)
        .orElseGet(() -> new LargeText(older.get(), newer.get()));
  }

  private static Optional<TextContent> text(Optional<Sample> side) {
    return side.isPresent() ? side.get().text() : Optional.of(TextContent.NONE);
  }
}
