package org.understory.model.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search for the first bad one among versions that follow each other, by trying the one in the
 * middle.
 *
 * @param versions the newest that is known to be good, then every later one up to the oldest that
 *     is known to be bad; two at least, no one twice
 * @param skipped those that could not be tried
 */
public record Bisection(List<Checksum> versions, List<Checksum> skipped) {
  /** How one was found when it was tried. */
  public enum Verdict {
    GOOD,
    BAD,
    SKIP
  }

  /** One over these versions. */
  public Bisection {
    versions = List.copyOf(versions);
    if (versions.size() < 2) {
      throw new IllegalArgumentException("a good and a bad one are needed");
    }
    List<Checksum> between = versions.subList(1, versions.size() - 1);
    skipped = skipped.stream().filter(between::contains).toList();
  }

  /**
   * What to try next: of those that can be tried the nearest to the middle, the older of two.
   * Nothing where the search is over.
   */
  public Optional<Checksum> next() {
    int middle = (versions.size() - 1) / 2;
    for (int distance = 0; distance < versions.size(); distance++) {
      for (int place : new int[] {middle - distance, middle + distance}) {
        if (place > 0 && place < versions.size() - 1 && !skipped.contains(versions.get(place))) {
          return Optional.of(versions.get(place));
        }
      }
    }
    return Optional.empty();
  }

  /** Those that may be the first bad one, the oldest first: one, unless some were skipped. */
  public List<Checksum> suspects() {
    return versions.subList(1, versions.size());
  }

  /** How many are left to try. */
  public int untried() {
    return versions.size() - 2 - skipped.size();
  }

  /** How many of them have to be tried at most, if none is skipped. */
  public int tries() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(untried());
  }

  /**
   * What is known when one was tried. Nothing if it is none of {@link #versions}, or contradicts
   * what is known of the first or the last of them.
   */
  public Optional<Bisection> with(Checksum tried, Verdict verdict) {
    int place = versions.indexOf(tried);
    int last = versions.size() - 1;
    return switch (verdict) {
      case GOOD -> keep(place < 0 || place == last ? List.of() : versions.subList(place, last + 1));
      case BAD -> keep(place <= 0 ? List.of() : versions.subList(0, place + 1));
      case SKIP ->
          place <= 0 || place == last
              ? Optional.empty()
              : Optional.of(new Bisection(versions, skippedWith(tried)));
    };
  }

  private Optional<Bisection> keep(List<Checksum> kept) {
    return kept.isEmpty() ? Optional.empty() : Optional.of(new Bisection(kept, skipped));
  }

  private List<Checksum> skippedWith(Checksum tried) {
    List<Checksum> all = new ArrayList<>(skipped);
    if (!all.contains(tried)) {
      all.add(tried);
    }
    return all;
  }
}
