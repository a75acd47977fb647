package org.understory.model.packages;

import java.util.Comparator;

/**
 * One installed package.
 *
 * @param version of rpm {@code [epoch:]version-release}, an epoch of 0 left out; of dpkg as dpkg
 *     prints it
 * @param arch as the packager calls it; empty text where the database does not tell
 */
@SuppressWarnings("AvoidCommonTypeNames") // Nobody means a package of Java here.
public record Package(String name, String version, String arch, Source source) {
  /** By name, then architecture, then version, the oldest first. */
  public static final Comparator<Package> ORDER =
      Comparator.comparing(Package::name)
          .thenComparing(Package::arch)
          .thenComparing((a, b) -> a.source().order().compare(a.version(), b.version()))
          .thenComparing(Package::version);

  /** Where a list of packages was found. */
  public enum Source {
    /** {@code rpmostree.rpmdb.pkglist} in the metadata of the commit. */
    PKGLIST(RpmOrder.ASCENDING),
    /** The database of rpm in the tree. */
    RPMDB(RpmOrder.ASCENDING),
    /** The status of dpkg in the tree. */
    DPKG(DpkgOrder.ASCENDING);

    @SuppressWarnings("ImmutableEnumChecker") // Both orders are pure functions.
    private final Comparator<String> order;

    Source(Comparator<String> order) {
      this.order = order;
    }

    /** The order of its versions, the oldest first. */
    public Comparator<String> order() {
      return order;
    }
  }
}
