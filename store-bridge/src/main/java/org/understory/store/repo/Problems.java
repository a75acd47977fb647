package org.understory.store.repo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.understory.model.operation.Problem;

/**
 * Trouble met by several threads, each kind once; there is an end to what a person can read. For
 * use by several threads.
 */
final class Problems {
  private static final int MAX = 1000;

  private final Set<Problem> all = new LinkedHashSet<>();

  synchronized void add(Problem problem) {
    if (all.size() < MAX) {
      all.add(problem);
    }
  }

  /** In an order that does not depend on the threads. */
  synchronized List<Problem> all() {
    return all.stream().sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
  }
}
