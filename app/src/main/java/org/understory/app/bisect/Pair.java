package org.understory.app.bisect;

import org.understory.model.history.Commit;

/** Two versions of which one works and the other is broken; the older one comes first. */
public record Pair(Commit older, Commit newer) {
  /** These two in the order of their dates. */
  public static Pair of(Commit one, Commit other) {
    return one.timestamp() <= other.timestamp() ? new Pair(one, other) : new Pair(other, one);
  }
}
