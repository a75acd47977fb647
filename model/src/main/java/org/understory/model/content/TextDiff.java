package org.understory.model.content;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Lines of both sides that are on the other side too, beyond what is equal at start and end. The
   * time that Myers' algorithm takes may grow with the square of it: a second for this many.
   */
  static final int MOST_MATCHABLE = 30_000;

  /**
   * Lines that differ.
   *
   * @param before index of the first line removed, or before which others were added
   * @param removed how many lines of the older text went
   * @param after index of the first line added, or before which others were removed
   * @param added how many lines of the newer text came
   */
  public record Block(int before, int removed, int after, int added) {}

  /** Compares two texts; empty where that would take too long. */
  public static Optional<TextDiff> of(
      TextContent before, TextContent after, Cancellation cancellation) {
    if (before.lines().size() > MOST_LINES || after.lines().size() > MOST_LINES) {
      return Optional.empty();
    }
    Map<String, Integer> numbers = new HashMap<>();
    int[] a = numbered(before, numbers);
    int[] b = numbered(after, numbers);
    int start = 0;
    while (start < Math.min(a.length, b.length) && a[start] == b[start]) {
      start++;
    }
    int end = 0;
    while (end < Math.min(a.length, b.length) - start
        && a[a.length - 1 - end] == b[b.length - 1 - end]) {
      end++;
    }
    Kept keptA = Kept.of(a, start, a.length - end, b, numbers.size());
    Kept keptB = Kept.of(b, start, b.length - end, a, numbers.size());
    if (keptA.lines().size() + keptB.lines().size() > MOST_MATCHABLE) {
      return Optional.empty();
    }
    boolean[] differsA = new boolean[a.length];
    boolean[] differsB = new boolean[b.length];
    mark(differsA, start, a.length - end, keptA);
    mark(differsB, start, b.length - end, keptB);
    MyersDiffWithLinearSpace<Integer> myers = new MyersDiffWithLinearSpace<>();
    for (Change change : myers.computeDiff(keptA.lines(), keptB.lines(), new Watch(cancellation))) {
      for (int i = change.startOriginal; i < change.endOriginal; i++) {
        differsA[keptA.places().get(i)] = true;
      }
      for (int i = change.startRevised; i < change.endRevised; i++) {
        differsB[keptB.places().get(i)] = true;
      }
    }
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
  private record Kept(List<Integer> lines, List<Integer> places) {
    static Kept of(int[] own, int from, int to, int[] other, int numbers) {
      boolean[] there = new boolean[numbers];
      for (int number : other) {
        there[number] = true;
      }
      Kept kept = new Kept(new ArrayList<>(), new ArrayList<>());
      for (int i = from; i < to; i++) {
        if (there[own[i]]) {
          kept.lines.add(own[i]);
          kept.places.add(i);
        }
      }
      return kept;
    }
  }

  private static void mark(boolean[] differs, int from, int to, Kept kept) {
    for (int i = from; i < to; i++) {
      differs[i] = true;
    }
    kept.places().forEach(place -> differs[place] = false);
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

  private record Watch(Cancellation cancellation) implements DiffAlgorithmListener {
    @Override
    public void diffStart() {}

    @Override
    public void diffStep(int value, int max) {
      cancellation.check();
    }

    @Override
    public void diffEnd() {}
  }
}
