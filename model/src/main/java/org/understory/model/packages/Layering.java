package org.understory.model.packages;

import java.util.List;
import java.util.Optional;

/**
 * What rpm-ostree changed on this computer in the packages of a version that was delivered.
 *
 * @param layered packages that were added, those that they need included
 * @param overridden packages of the base in another version
 * @param removed packages of the base that were taken out
 * @param inactive packages that somebody asked for and that the base brings already: they come back
 *     by themselves when it no longer does
 */
public record Layering(
    List<Package> layered,
    List<PackageDiff.Change> overridden,
    List<Package> removed,
    List<String> inactive) {
  /** Of a version as it was delivered. */
  public static final Layering NONE = new Layering(List.of(), List.of(), List.of(), List.of());

  /** What happened to a package. */
  public enum Mark {
    LAYERED,
    OVERRIDDEN,
    REMOVED
  }

  /** What happened to this package; nothing to most. */
  public Optional<Mark> mark(String name, String arch) {
    if (layered.stream().anyMatch(it -> it.name().equals(name) && it.arch().equals(arch))) {
      return Optional.of(Mark.LAYERED);
    }
    return overridden.stream().anyMatch(it -> it.name().equals(name) && it.arch().equals(arch))
        ? Optional.of(Mark.OVERRIDDEN)
        : Optional.empty();
  }
}
