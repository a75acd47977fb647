package org.understory.test.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of so many kills.
 *
 * @param lost how many ended the work before it was done
 * @param old how many left what was there before
 * @param fresh how many left what was planned
 * @param between how many left the argument that {@code Crossing} writes for the moment
 * @param leftovers how many left half a commit that nothing needs, which the next prune removed
 * @param violations what must not be
 */
record Kills(
    String operation,
    int kills,
    int lost,
    int old,
    int fresh,
    int between,
    int leftovers,
    List<String> violations) {
  Kills {
    violations = List.copyOf(violations);
  }

  static Kills sum(List<Kills> all) {
    Kills sum = new Kills("", 0, 0, 0, 0, 0, 0, List.of());
    for (Kills each : all) {
      sum = sum.plus(each);
    }
    return sum;
  }

  @Override
  public String toString() {
    return "%s %d kills: lost %d, old %d, new %d, between %d, leftovers %d, violations %d"
        .formatted(
            operation.replaceAll("([0-9a-f]{6})[0-9a-f]{58}", "$1"),
            kills,
            lost,
            old,
            fresh,
            between,
            leftovers,
            violations.size());
  }

  Kills plus(Kills other) {
    List<String> both = new ArrayList<>(violations);
    both.addAll(other.violations);
    return new Kills(
        operation,
        kills + other.kills,
        lost + other.lost,
        old + other.old,
        fresh + other.fresh,
        between + other.between,
        leftovers + other.leftovers,
        both);
  }
}
