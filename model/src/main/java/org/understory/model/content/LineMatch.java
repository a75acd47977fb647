package org.understory.model.content;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.understory.model.operation.Cancellation;

/**
 * Finds which lines of two texts are the same, each line being a number. Exact for as many lines as
 * Myers' algorithm takes in a moment; its time may grow with the square of them. In larger texts
 * lines that are there only once on both sides are matched first (patience diff), and what is
 * between them after that; what is still too large then counts as different.
 */
final class LineMatch {
  /** Lines of both sides that Myers' algorithm gets: a tenth of a second at worst. */
  static final int MOST_EXACT = 10_000;

  /** How often what is between lines that were matched is divided again. */
  private static final int DEEPEST = 20;

  private final int[] a;
  private final int[] b;
  private final int numbers;
  private final boolean[] sameA;
  private final boolean[] sameB;
  private final Cancellation cancellation;

  /** Both texts, of numbers below {@code numbers}. */
  LineMatch(int[] a, int[] b, int numbers, Cancellation cancellation) {
    this.a = a;
    this.b = b;
    this.numbers = numbers;
    this.cancellation = cancellation;
    sameA = new boolean[a.length];
    sameB = new boolean[b.length];
    match(new Part(0, a.length, 0, b.length), 0);
  }

  /** Whether the line of the older text is in the newer, in the same order. */
  boolean[] sameBefore() {
    return sameA;
  }

  /** The same for the newer text. */
  boolean[] sameAfter() {
    return sameB;
  }

  /** Lines from {@code fromA} to before {@code toA}, and the same of the other side. */
  private record Part(int fromA, int toA, int fromB, int toB) {
    int size() {
      return toA - fromA + toB - fromB;
    }

    boolean isOneSided() {
      return fromA == toA || fromB == toB;
    }
  }

  private void match(Part whole, int depth) {
    cancellation.check();
    Part part = trimmed(whole);
    if (part.isOneSided()) {
      return;
    }
    if (part.size() <= MOST_EXACT) {
      exact(part);
      return;
    }
    List<int[]> anchors = depth < DEEPEST ? anchors(part) : List.of();
    if (anchors.isEmpty()) {
      return;
    }
    int fromA = part.fromA;
    int fromB = part.fromB;
    for (int[] anchor : anchors) {
      same(anchor[0], anchor[1]);
      match(new Part(fromA, anchor[0], fromB, anchor[1]), depth + 1);
      fromA = anchor[0] + 1;
      fromB = anchor[1] + 1;
    }
    match(new Part(fromA, part.toA, fromB, part.toB), depth + 1);
  }

  /** Matches what is equal at start and end. */
  private Part trimmed(Part part) {
    int fromA = part.fromA;
    int fromB = part.fromB;
    int toA = part.toA;
    int toB = part.toB;
    while (fromA < toA && fromB < toB && a[fromA] == b[fromB]) {
      same(fromA++, fromB++);
    }
    while (fromA < toA && fromB < toB && a[toA - 1] == b[toB - 1]) {
      same(--toA, --toB);
    }
    return new Part(fromA, toA, fromB, toB);
  }

  private void same(int i, int j) {
    sameA[i] = true;
    sameB[j] = true;
  }

  private void exact(Part part) {
    List<Integer> older = list(a, part.fromA, part.toA);
    List<Integer> newer = list(b, part.fromB, part.toB);
    Arrays.fill(sameA, part.fromA, part.toA, true);
    Arrays.fill(sameB, part.fromB, part.toB, true);
    MyersDiffWithLinearSpace<Integer> myers = new MyersDiffWithLinearSpace<>();
    for (Change change : myers.computeDiff(older, newer, new Watch(cancellation))) {
      Arrays.fill(sameA, part.fromA + change.startOriginal, part.fromA + change.endOriginal, false);
      Arrays.fill(sameB, part.fromB + change.startRevised, part.fromB + change.endRevised, false);
    }
  }

  private static List<Integer> list(int[] numbers, int from, int to) {
    return Arrays.stream(numbers, from, to).boxed().toList();
  }

  /** Lines that are once on both sides; of these the most that are in the same order. */
  private List<int[]> anchors(Part part) {
    int[] onceA = places(a, part.fromA, part.toA);
    int[] onceB = places(b, part.fromB, part.toB);
    List<int[]> pairs = new ArrayList<>();
    for (int i = part.fromA; i < part.toA; i++) {
      if (onceA[a[i]] > 0 && onceB[a[i]] > 0) {
        pairs.add(new int[] {i, onceB[a[i]] - 1});
      }
    }
    return rising(pairs);
  }

  /** Where each number is, plus one, if it is there once; else 0 or less. */
  private int[] places(int[] lines, int from, int to) {
    int[] places = new int[numbers];
    for (int i = from; i < to; i++) {
      places[lines[i]] = places[lines[i]] == 0 ? i + 1 : -1;
    }
    return places;
  }

  /** The longest subsequence that rises on the other side, by patience sorting. */
  private static List<int[]> rising(List<int[]> pairs) {
    int[] ends = new int[pairs.size()];
    int[] before = new int[pairs.size()];
    int length = 0;
    for (int i = 0; i < pairs.size(); i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) / 2;
        if (pairs.get(ends[middle])[1] < pairs.get(i)[1]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : ends[low - 1];
      ends[low] = i;
      length = Math.max(length, low + 1);
    }
    List<int[]> rising = new ArrayList<>();
    for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = before[i]) {
      rising.add(pairs.get(i));
    }
    return rising.reversed();
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
