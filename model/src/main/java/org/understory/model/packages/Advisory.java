package org.understory.model.packages;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  /** The gravest first, then by name. */
  public static final Comparator<Advisory> GRAVEST_FIRST =
      Comparator.comparing(Advisory::severity).reversed().thenComparing(Advisory::id);

  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

  /**
   * One as rpm-ostree writes it, {@code (suuasa{sv})} (rpmostree-rpm-util.cxx).
   *
   * @param kind index of a {@link Kind}; another number is unknown
   * @param severity index of a {@link Severity}; another number is none
   * @param cited addresses and titles ({@code cve_references}), which hold the CVE numbers
   */
  public static Advisory of(
      String id, long kind, long severity, List<String> packages, List<String> cited) {
    Set<String> numbers = new LinkedHashSet<>();
    for (String each : cited) {
      Matcher cve = CVE.matcher(each);
      while (cve.find()) {
        numbers.add(cve.group());
      }
    }
    return new Advisory(
        id,
        constant(Kind.values(), kind),
        constant(Severity.values(), severity),
        packages,
        List.copyOf(numbers));
  }

  private static <T> T constant(T[] constants, long number) {
    return number >= 0 && number < constants.length ? constants[(int) number] : constants[0];
  }

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
