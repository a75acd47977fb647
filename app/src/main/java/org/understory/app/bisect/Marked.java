package org.understory.app.bisect;

import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.text.Sanitizer;

/**
 * A version of which somebody has said how it is before there is a search.
 *
 * @param name safe to show
 * @param verdict good or bad
 */
record Marked(Checksum commit, String name, Verdict verdict) {
  /** Version, or short checksum where it has none; safe to show. */
  static String name(Commit commit) {
    return commit
        .version()
        .filter(it -> !it.isBlank())
        .map(Sanitizer::line)
        .orElseGet(() -> commit.checksum().brief());
  }
}
