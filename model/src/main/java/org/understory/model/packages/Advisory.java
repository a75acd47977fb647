package org.understory.model.packages;

import java.util.List;

/**
 * What a distribution says that an update brings ({@code rpmostree.advisories} in the metadata of a
 * commit).
 *
 * @param id for example {@code FEDORA-2026-2f3a9b1c4d}
 * @param packages name-[epoch:]version-release.arch of those that bring it
 * @param references what it cites, CVE numbers as {@code CVE-2026-12345}
 */
public record Advisory(
    String id, Kind kind, Severity severity, List<String> packages, List<String> references) {
  /** What it is about; the order is that of libdnf's DnfAdvisoryKind. */
  public enum Kind {
    UNKNOWN,
    SECURITY,
    BUGFIX,
    ENHANCEMENT,
    NEW_PACKAGE
  }

  /** How much it matters; the order is that of rpm-ostree's RpmOstreeAdvisorySeverity. */
  public enum Severity {
    NONE,
    LOW,
    MODERATE,
    IMPORTANT,
    CRITICAL
  }

  /** Whether a package of this name brings it. */
  public boolean concerns(String name) {
    return packages.stream()
        .anyMatch(
            each ->
                each.startsWith(name + "-")
                    && each.chars().skip(name.length()).filter(c -> c == '-').count() == 2);
  }
}
