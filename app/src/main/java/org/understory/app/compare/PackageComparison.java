package org.understory.app.compare;

import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;

/** How far the question "which packages differ?" has come. */
public sealed interface PackageComparison {
  /** Two sides are not chosen yet, or nobody looks at packages. */
  record Unasked() implements PackageComparison {}

  /** The lists are being read. */
  record Running() implements PackageComparison {}

  /**
   * It is answered.
   *
   * @param changes in the order in which they are shown
   * @param inactive what rpm-ostree was asked to layer and the newer side brings already
   * @param problems what of the lists could not be read
   */
  record Answered(
      Checksum from,
      Checksum to,
      List<PackageChange> changes,
      List<String> inactive,
      List<Problem> problems)
      implements PackageComparison {}

  /** A side holds no list of packages; whether the older, the newer. */
  record NoList(boolean older, boolean newer) implements PackageComparison {}

  /** It can't be answered. */
  record Broken(Problem problem) implements PackageComparison {}
}
