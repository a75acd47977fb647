package org.understory.model.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.understory.model.operation.Problem;

/**
 * What a computer itself has written down of the changes of other programs and of its starts.
 *
 * @param happenings in any order
 * @param gap why something may be missing
 */
public record Chronicle(List<Happening> happenings, Optional<Problem> gap) {
  /** Nothing was written down. */
  public static final Chronicle NONE = new Chronicle(List.of(), Optional.empty());

  public Chronicle {
    happenings = List.copyOf(happenings);
  }

  /** This and another one. */
  public Chronicle and(Chronicle other) {
    return new Chronicle(
        Stream.concat(happenings.stream(), other.happenings.stream()).toList(), gap.or(other::gap));
  }

  /**
   * All of it together with the changes of this program, the newest first. That an update which
   * this program staged was finished by libostree is told by its {@link StagedFate} already.
   */
  public List<Happening> with(List<Activity> own) {
    Set<String> staged =
        own.stream().flatMap(each -> each.staged().stream()).collect(Collectors.toSet());
    return Stream.concat(
            own.stream().map(Happening.Own::new),
            happenings.stream().filter(each -> !finishes(each, staged)))
        .sorted(Comparator.comparingLong(Happening::time).reversed())
        .toList();
  }

  private static boolean finishes(Happening happening, Set<String> staged) {
    return happening instanceof Happening.Other other
        && other.what() == Happening.What.FINISHED
        && other.version().filter(version -> staged.contains(version.id())).isPresent();
  }
}
