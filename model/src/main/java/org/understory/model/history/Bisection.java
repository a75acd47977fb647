package org.understory.model.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search for the first bad one among versions that follow each other, by trying the one in the
 * middle.
 *
 * @param versions the newest that was known to be good when it began, then every later one up to
 *     the oldest that was known to be bad; two at least, no one twice
 * @param marks what was found out since, in that order; none contradicts one before it
 * @param home what ran when it began, to go back to; empty where nothing did
 */
public record Bisection(List<Checksum> versions, List<Mark> marks, Optional<Checksum> home) {
  /** How one was found when it was tried. */
  public enum Verdict {
    GOOD,
    BAD,
    SKIP
  }

  /** What was found out of one. */
  public record Mark(Checksum commit, Verdict verdict) {}

  /** What is known: places among the versions. */
  private record Known(int good, int bad, List<Checksum> skipped) {}

  /** One over these versions. */
  public Bisection {
    versions = List.copyOf(versions);
    marks = List.copyOf(marks);
    if (versions.size() < 2) {
      throw new IllegalArgumentException("a good and a bad one are needed");
    }
    known(versions, marks);
  }

  /** One that begins. */
  public static Bisection of(List<Checksum> versions, Optional<Checksum> home) {
    return new Bisection(versions, List.of(), home);
  }

  private Known known() {
    return known(versions, marks);
  }

  private static Known known(List<Checksum> versions, List<Mark> marks) {
    int good = 0;
    int bad = versions.size() - 1;
    List<Checksum> skipped = new ArrayList<>();
    for (Mark mark : marks) {
      int place = versions.indexOf(mark.commit());
      boolean possible =
          switch (mark.verdict()) {
            case GOOD -> place >= good && place < bad;
            case BAD -> place > good && place <= bad;
            case SKIP -> place > good && place < bad;
          };
      if (!possible) {
        throw new IllegalArgumentException("a mark that can't be");
      }
      switch (mark.verdict()) {
        case GOOD -> good = place;
        case BAD -> bad = place;
        case SKIP -> skipped.add(mark.commit());
      }
    }
    List<Checksum> between = versions.subList(good + 1, bad);
    return new Known(good, bad, skipped.stream().filter(between::contains).distinct().toList());
  }

  /** The newest that is known to be good. */
  public Checksum good() {
    return versions.get(known().good());
  }

  /** The oldest that is known to be bad. */
  public Checksum bad() {
    return versions.get(known().bad());
  }

  /** Those between the two that could not be tried. */
  public List<Checksum> skipped() {
    return known().skipped();
  }

  /** Whether trying this one would tell something. */
  public boolean isOpen(Checksum commit) {
    Known known = known();
    int place = versions.indexOf(commit);
    return place > known.good() && place < known.bad() && !known.skipped().contains(commit);
  }

  /**
   * What to try next: of those that can be tried the nearest to the middle, the older of two.
   * Nothing where the search is over.
   */
  public Optional<Checksum> next() {
    Known known = known();
    int middle = known.good() + (known.bad() - known.good()) / 2;
    for (int distance = 0; distance < known.bad() - known.good(); distance++) {
      for (int place : new int[] {middle - distance, middle + distance}) {
        if (place > known.good()
            && place < known.bad()
            && !known.skipped().contains(versions.get(place))) {
          return Optional.of(versions.get(place));
        }
      }
    }
    return Optional.empty();
  }

  /** Those that may be the first bad one, the oldest first: one, unless some were skipped. */
  public List<Checksum> suspects() {
    Known known = known();
    return versions.subList(known.good() + 1, known.bad() + 1);
  }

  /** How many are left to try. */
  public int untried() {
    Known known = known();
    return known.bad() - known.good() - 1 - known.skipped().size();
  }

  /** How many of them have to be tried at most, if none is skipped. */
  public int tries() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(untried());
  }

  /**
   * What is known when one was tried. Nothing if it is none of those that are searched, or
   * contradicts what is known.
   */
  public Optional<Bisection> with(Checksum tried, Verdict verdict) {
    List<Mark> more = new ArrayList<>(marks);
    more.add(new Mark(tried, verdict));
    try {
      return Optional.of(new Bisection(versions, more, home));
    } catch (IllegalArgumentException contradiction) {
      return Optional.empty();
    }
  }

  /** What was known before the last mark; nothing if there was none. */
  public Optional<Bisection> without() {
    return marks.isEmpty()
        ? Optional.empty()
        : Optional.of(new Bisection(versions, marks.subList(0, marks.size() - 1), home));
  }
}
