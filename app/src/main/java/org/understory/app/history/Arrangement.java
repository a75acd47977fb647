package org.understory.app.history;

import java.util.BitSet;
import java.util.OptionalInt;
import org.understory.model.history.CommitGraph;

/**
 * The rows of the screen at one moment.
 *
 * @param searching whether something is looked for, so that rows differ in whether they match
 * @param matches rows of commits that match; never changed
 * @param reachable how many commits the ticked refs and deployments lead to
 */
record Arrangement(CommitGraph graph, boolean searching, BitSet matches, int reachable) {
  /** How many commits match what is looked for. */
  int matchCount() {
    return matches.cardinality();
  }

  /** Whether a row answers what is looked for; all do while nothing is. */
  boolean matches(int row) {
    return !searching || matches.get(row);
  }

  /** Which match a row is, counted from 1; 0 if it is none, or no row at all. */
  int matchNumber(int row) {
    return row >= 0 && matches.get(row) ? matches.get(0, row + 1).cardinality() : 0;
  }

  /** The next matching row below {@code row} (from the top again after the last). */
  OptionalInt nextMatch(int row) {
    int next = matches.nextSetBit(row + 1);
    return found(next >= 0 ? next : matches.nextSetBit(0));
  }

  /** The next matching row above {@code row} (from the foot again after the first). */
  OptionalInt previousMatch(int row) {
    int previous = row > 0 ? matches.previousSetBit(row - 1) : -1;
    return found(previous >= 0 ? previous : matches.length() - 1);
  }

  private static OptionalInt found(int row) {
    return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
  }
}
