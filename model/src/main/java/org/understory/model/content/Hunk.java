package org.understory.model.content;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.understory.model.content.TextDiff.Block;

/**
 * Differences that stand close together, with some equal lines around them: a part of a unified
 * diff.
 *
 * @param before index of its first line in the older text
 * @param removed lines of the older text that it shows
 * @param after index of its first line in the newer text
 * @param added lines of the newer text that it shows
 */
public record Hunk(int before, int removed, int after, int added, List<Line> lines) {
  /** What {@code diff -u} and git show around a difference. */
  public static final int CONTEXT = 3;

  /** On which side a line is. */
  public enum Sign {
    SAME(' '),
    REMOVED('-'),
    ADDED('+');

    private final char character;

    Sign(char character) {
      this.character = character;
    }

    /** As a unified diff writes it. */
    public char character() {
      return character;
    }
  }

  /**
   * One line.
   *
   * @param before its index in the older text; empty for one that was added
   * @param after its index in the newer text; empty for one that was removed
   * @param text as it is stored
   * @param ended whether a line feed ends it
   */
  public record Line(
      Sign sign, OptionalInt before, OptionalInt after, String text, boolean ended) {}

  /** A diff in hunks, with this many equal lines around each. */
  public static List<Hunk> of(TextDiff diff, int context) {
    List<Hunk> hunks = new ArrayList<>();
    List<Block> near = new ArrayList<>();
    for (Block block : diff.blocks()) {
      if (!near.isEmpty()
          && block.before() - near.getLast().before() - near.getLast().removed() > 2 * context) {
        hunks.add(hunk(diff, near, context));
        near.clear();
      }
      near.add(block);
    }
    if (!near.isEmpty()) {
      hunks.add(hunk(diff, near, context));
    }
    return List.copyOf(hunks);
  }

  /** The line that names its place, as {@code diff -u} writes it. */
  public String heading() {
    return "@@ -" + range(before, removed) + " +" + range(after, added) + " @@";
  }

  private static String range(int start, int count) {
    return (count == 0 ? start : start + 1) + (count == 1 ? "" : "," + count);
  }

  private static Hunk hunk(TextDiff diff, List<Block> blocks, int context) {
    Block first = blocks.getFirst();
    Block last = blocks.getLast();
    int lead = Math.min(context, first.before());
    int lastEnd = last.before() + last.removed();
    int trail = Math.min(context, diff.before().lines().size() - lastEnd);
    List<Line> lines = new ArrayList<>();
    int i = first.before() - lead;
    int j = first.after() - lead;
    int startBefore = i;
    int startAfter = j;
    for (Block block : blocks) {
      for (; i < block.before(); i++, j++) {
        lines.add(same(diff, i, j));
      }
      for (int end = i + block.removed(); i < end; i++) {
        lines.add(one(Sign.REMOVED, OptionalInt.of(i), OptionalInt.empty(), diff.before(), i));
      }
      for (int end = j + block.added(); j < end; j++) {
        lines.add(one(Sign.ADDED, OptionalInt.empty(), OptionalInt.of(j), diff.after(), j));
      }
    }
    for (int end = i + trail; i < end; i++, j++) {
      lines.add(same(diff, i, j));
    }
    return new Hunk(startBefore, i - startBefore, startAfter, j - startAfter, List.copyOf(lines));
  }

  private static Line same(TextDiff diff, int i, int j) {
    return one(Sign.SAME, OptionalInt.of(i), OptionalInt.of(j), diff.before(), i);
  }

  private static Line one(
      Sign sign, OptionalInt before, OptionalInt after, TextContent text, int index) {
    boolean ended = text.ended() || index < text.lines().size() - 1;
    return new Line(sign, before, after, text.lines().get(index), ended);
  }
}
