package org.understory.app.browse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.understory.model.history.Checksum;

/** Where a person has been, for going back and forward; remembers the last hundred places. */
final class Visited {
  private static final int MOST = 100;

  /** A folder of a commit. */
  record Stop(Checksum commit, String path) {}

  private final Deque<Stop> before = new ArrayDeque<>();
  private final Deque<Stop> after = new ArrayDeque<>();
  private Optional<Stop> here = Optional.empty();

  /** Arrives at a place by any way but back and forward. */
  void arrive(Stop stop) {
    if (here.equals(Optional.of(stop))) {
      return;
    }
    here.ifPresent(before::push);
    if (before.size() > MOST) {
      before.removeLast();
    }
    after.clear();
    here = Optional.of(stop);
  }

  /** The place before this one; it becomes the present one. */
  Optional<Stop> back() {
    return step(before, after);
  }

  /** The place that was left by going back. */
  Optional<Stop> forward() {
    return step(after, before);
  }

  boolean canGoBack() {
    return !before.isEmpty();
  }

  boolean canGoForward() {
    return !after.isEmpty();
  }

  private Optional<Stop> step(Deque<Stop> from, Deque<Stop> to) {
    if (from.isEmpty()) {
      return Optional.empty();
    }
    here.ifPresent(to::push);
    here = Optional.of(from.pop());
    return here;
  }
}
