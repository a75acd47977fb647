package org.understory.app.compare;

import java.util.List;

/** A row of the table of packages. */
sealed interface PackageRow {
  /** Around all others; not shown. */
  record Root(List<PackageChange> changes) implements PackageRow {}

  /** All packages to which the same happened. */
  record Group(PackageChange.Kind kind, List<PackageChange> changes) implements PackageRow {}

  /** A package. */
  record One(PackageChange change) implements PackageRow {}
}
