package org.understory.app.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.tree.TreeDiff;

/**
 * Diffs that were asked for lately. Commits never change, so an answer stays right; the oldest ones
 * go when together they hold too many changes. Safe for several threads.
 */
final class Answers {
  /** Changes kept in all, about 200 bytes each. */
  static final int MOST_CHANGES = 200_000;

  private record Pair(Checksum from, Checksum to) {}

  private final Map<Pair, TreeDiff> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long changes;

  /** The answer, if it is still known. */
  synchronized Optional<TreeDiff> find(Checksum from, Checksum to) {
    return Optional.ofNullable(kept.get(new Pair(from, to)));
  }

  /** Keeps an answer. One with problems is not kept: what was missing or damaged may be mended. */
  synchronized void keep(TreeDiff diff) {
    if (!diff.problems().isEmpty()) {
      return;
    }
    TreeDiff older = kept.put(new Pair(diff.from(), diff.to()), diff);
    changes += diff.changes().size() - (older == null ? 0 : older.changes().size());
    var oldest = kept.entrySet().iterator();
    while (changes > MOST_CHANGES && oldest.hasNext()) {
      changes -= oldest.next().getValue().changes().size();
      oldest.remove();
    }
  }
}
