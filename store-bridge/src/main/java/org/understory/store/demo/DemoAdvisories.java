package org.understory.store.demo;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the demo's distribution says that some of the packages of a commit bring. */
record DemoAdvisories(DemoCommit commit) {
  /** One in so many upgrades brings one. */
  private static final int RARE = 3;

  /** GVariant text of {@code a(suuasa{sv})}, rpm-ostree's form; empty where there are none. */
  Optional<String> text() {
    Set<String> known = commit.before().stream().map(DemoPackage::name).collect(Collectors.toSet());
    List<String> advisories =
        commit.packages().stream()
            .filter(each -> known.contains(each.name()) && !commit.before().contains(each))
            .filter(each -> number(each) % RARE == 0)
            .map(this::advisory)
            .toList();
    return advisories.isEmpty()
        ? Optional.empty()
        : Optional.of("[" + String.join(", ", advisories) + "]");
  }

  private String advisory(DemoPackage each) {
    int year = commit.time().atZone(ZoneOffset.UTC).getYear();
    int number = number(each);
    String cve = "CVE-%d-%d".formatted(year, 10_000 + number % 40_000);
    return "('FERN-%d-%04d', uint32 1, uint32 %d, ['%s-%s.fern.%s'], {'cve_references': <[('%s', '%s')]>})"
        .formatted(
            year,
            number % 10_000,
            1 + number / RARE % 4,
            each.name(),
            each.versionRelease(),
            each.arch(),
            "https://fern.example/" + cve,
            cve + " " + each.name());
  }

  private static int number(DemoPackage each) {
    return Math.floorMod((each.name() + each.versionRelease()).hashCode(), 99_991);
  }
}
