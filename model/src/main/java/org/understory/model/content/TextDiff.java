package org.understory.model.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.understory.model.operation.Cancellation;

/**
 * How one text became another, line by line, exactly: carriage returns and a missing end of the
 * last line count.
 *
 * @param blocks where they differ, in order; between two of them there is at least one equal line
 */
public record TextDiff(TextContent before, TextContent after, List<Block> blocks) {
  /** Lines of one side; a text of more is not compared. */
  public static final int MOST_LINES = 60_000;

  /**
   * Lines that differ.
   *
   * @param before index of the first line removed, or before which others were added
   * @param removed how many lines of the older text went
   * @param after index of the first line added, or before which others were removed
   * @param added how many lines of the newer text came
   */
  public record Block(int before, int removed, int after, int added) {}

  /** Compares two texts; empty where they have too many lines. */
  public static Optional<TextDiff> of(
      TextContent before, TextContent after, Cancellation cancellation) {
    if (before.lines().size() > MOST_LINES || after.lines().size() > MOST_LINES) {
      return Optional.empty();
    }
    Map<String, Integer> numbers = new HashMap<>();
    int[] a = numbered(before, numbers);
    int[] b = numbered(after, numbers);
    // Lines that are on one side only match nothing, and would only make the search longer.
    Kept keptA = Kept.of(a, b, numbers.size());
    Kept keptB = Kept.of(b, a, numbers.size());
    LineMatch match = new LineMatch(keptA.lines(), keptB.lines(), numbers.size(), cancellation);
    boolean[] differsA = keptA.differing(a.length, match.sameBefore());
    boolean[] differsB = keptB.differing(b.length, match.sameAfter());
    return Optional.of(new TextDiff(before, after, blocks(differsA, differsB)));
  }

  /** Whether the texts are the same, though perhaps not stored in the same encoding. */
  public boolean isSame() {
    return blocks.isEmpty();
  }

  /** Equal lines get equal numbers; a last line without a line feed is like no other. */
  private static int[] numbered(TextContent text, Map<String, Integer> numbers) {
    int[] numbered = new int[text.lines().size()];
    for (int i = 0; i < numbered.length; i++) {
      boolean cut = i == numbered.length - 1 && !text.ended();
      // No line holds a NUL.
      String key = cut ? text.lines().get(i) + "\0" : text.lines().get(i);
      Integer next = numbers.size();
      Integer known = numbers.putIfAbsent(key, next);
      numbered[i] = known == null ? next : known;
    }
    return numbered;
  }

  /** Those lines of one side that are on the other as well, and where they stand. */
  private static final class Kept {
    private final int[] lines;
    private final int[] places;

    private Kept(int[] lines, int[] places) {
      this.lines = lines;
      this.places = places;
    }

    static Kept of(int[] own, int[] other, int numbers) {
      boolean[] there = new boolean[numbers];
      for (int number : other) {
        there[number] = true;
      }
      int[] places = IntStream.range(0, own.length).filter(i -> there[own[i]]).toArray();
      return new Kept(IntStream.of(places).map(i -> own[i]).toArray(), places);
    }

    int[] lines() {
      return lines;
    }

    boolean[] differing(int length, boolean[] same) {
      boolean[] differs = new boolean[length];
      Arrays.fill(differs, true);
      for (int i = 0; i < places.length; i++) {
        differs[places[i]] = !same[i];
      }
      return differs;
    }
  }

  private static List<Block> blocks(boolean[] a, boolean[] b) {
    List<Block> blocks = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int startA = i;
      int startB = j;
      while (i < a.length && a[i]) {
        i++;
      }
      while (j < b.length && b[j]) {
        j++;
      }
      if (i > startA || j > startB) {
        blocks.add(new Block(startA, i - startA, startB, j - startB));
      }
      // One equal line, the same on both sides.
      i++;
      j++;
    }
    return List.copyOf(blocks);
  }
}
