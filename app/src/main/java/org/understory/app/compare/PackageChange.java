package org.understory.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.Layering;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageDiff;

/**
 * One package that differs.
 *
 * @param before its older version; empty where it is new
 * @param after its newer version; empty where it is gone
 * @param mark what rpm-ostree did to it on this computer
 * @param advisories what the newer version brings, the gravest first
 */
public record PackageChange(
    Kind kind,
    String name,
    String arch,
    Optional<String> before,
    Optional<String> after,
    Optional<Layering.Mark> mark,
    List<Advisory> advisories) {
  /** What happened to it; in the order in which they are shown. */
  public enum Kind {
    UPGRADED,
    DOWNGRADED,
    ADDED,
    REMOVED;

    /** As it is named in ids and message keys. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The class of the style sheet that colours it. */
    String style() {
      return switch (this) {
        case UPGRADED -> "renamed";
        case DOWNGRADED -> "modified";
        case ADDED -> "added";
        case REMOVED -> "removed";
      };
    }
  }

  /** All that differ, by kind and then by name. */
  static List<PackageChange> of(PackageDiff diff, Layering layering, List<Advisory> advisories) {
    List<PackageChange> changes = new ArrayList<>();
    diff.upgraded().forEach(it -> changes.add(of(Kind.UPGRADED, it, layering, advisories)));
    diff.downgraded().forEach(it -> changes.add(of(Kind.DOWNGRADED, it, layering, advisories)));
    for (Package each : diff.added()) {
      changes.add(
          new PackageChange(
              Kind.ADDED,
              each.name(),
              each.arch(),
              Optional.empty(),
              Optional.of(each.version()),
              layering.mark(each.name(), each.arch()),
              concerning(each.name(), advisories)));
    }
    for (Package each : diff.removed()) {
      changes.add(
          new PackageChange(
              Kind.REMOVED,
              each.name(),
              each.arch(),
              Optional.of(each.version()),
              Optional.empty(),
              layering.removed().stream().anyMatch(it -> it.name().equals(each.name()))
                  ? Optional.of(Layering.Mark.REMOVED)
                  : Optional.empty(),
              List.of()));
    }
    return List.copyOf(changes);
  }

  private static PackageChange of(
      Kind kind, PackageDiff.Change change, Layering layering, List<Advisory> advisories) {
    return new PackageChange(
        kind,
        change.name(),
        change.arch(),
        Optional.of(change.from()),
        Optional.of(change.to()),
        layering.mark(change.name(), change.arch()),
        concerning(change.name(), advisories));
  }

  private static List<Advisory> concerning(String name, List<Advisory> advisories) {
    return advisories.stream().filter(it -> it.concerns(name)).toList();
  }
}
