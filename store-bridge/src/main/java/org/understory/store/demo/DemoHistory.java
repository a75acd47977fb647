package org.understory.store.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The year of the demo's four branches. Days count down to the day that the demo is made; a branch
 * takes what packages release only after it has been tested for some days.
 */
final class DemoHistory {
  static final String STABLE = "fern/x86_64/stable";
  static final String TESTING = "fern/x86_64/testing";
  static final String NEXT = "fern/x86_64/next";

  /** The commit of stable, counted from zero, after which nothing is forked from it. */
  static final int LAST_FORK = 5;

  /** Given up: its last commit says so. */
  static final String NETBOOK = "fern/x86_64/netbook";

  /** New on the server. */
  static final String NIGHTLY = "fern/x86_64/nightly";

  /**
   * A branch, or a part of one: {@code commits} commits from {@code firstDay} to {@code lastDay}.
   *
   * @param from the branch that it was forked from or goes on
   * @param at the commit there, counted from zero; below zero for the first branch
   * @param delay days before a release of a package gets in
   */
  record Branch(
      String name, int commits, int firstDay, int lastDay, String from, int at, int delay) {
    boolean isFirst() {
      return at < 0;
    }

    /** The day of one of its commits, counted from zero. */
    int day(int commit) {
      int span = firstDay - lastDay;
      // Not quite regular, as releases are.
      int shift = commit % 3 == 1 && commit < commits - 1 ? 2 : 0;
      return firstDay - span * commit / Math.max(1, commits - 1) - shift;
    }
  }

  /** What the demo has fetched. */
  static final List<Branch> BRANCHES =
      List.of(
          new Branch(STABLE, 30, 364, 5, STABLE, -1, 28),
          new Branch(TESTING, 24, 297, 2, STABLE, LAST_FORK, 14),
          new Branch(NEXT, 18, 180, 1, TESTING, 9, 0),
          new Branch(NETBOOK, 8, 322, 236, STABLE, 3, 28));

  /**
   * What was published since, and so is on the server alone: the next two of stable, and a branch
   * that is new.
   */
  static final List<Branch> PUBLISHED_SINCE =
      List.of(
          new Branch(STABLE, 2, 3, 1, STABLE, 29, 21), new Branch(NIGHTLY, 1, 1, 1, NEXT, 15, 0));

  /** Days back to the oldest deployment of the stateroot that runs, and some more. */
  private static final int RECENT = 45;

  /** Days back that dates go. */
  private static final int OLDEST = 400;

  private final LocalDate today;
  private final Map<String, DemoPackageLine> lines = new LinkedHashMap<>();

  /**
   * The year that ends today.
   *
   * @param catalogue the lines of {@code packages.txt}
   */
  DemoHistory(List<String> catalogue, LocalDate today) {
    this.today = today;
    for (String line : catalogue) {
      if (!line.startsWith("#") && !line.isBlank()) {
        lines.put(line.substring(0, line.indexOf(' ')), DemoPackageLine.parse(line));
      }
    }
  }

  /** One of a branch's commits, counted from zero. */
  DemoCommit commit(Branch branch, int i) {
    boolean last = branch.name().equals(NETBOOK) && i == branch.commits() - 1;
    int minute = Math.floorMod(Objects.hash(branch.name(), i), 600);
    return new DemoCommit(
        today
            .minusDays(branch.day(i))
            .atTime(LocalTime.of(6, 0).plusMinutes(minute))
            .toInstant(ZoneOffset.UTC),
        packages(branch, i),
        packagesBefore(branch, i),
        last ? "Netbooks are no longer supported; stable has everything." : "");
  }

  /** The releases of a package up to this one, the newest first, with the days they came out. */
  List<DemoPackageLine.Dated> releases(DemoPackage each) {
    DemoPackageLine line = Objects.requireNonNull(lines.get(each.name()));
    return line.releases().stream()
        .filter(it -> it.release().step() <= each.step())
        .collect(
            Collectors.toMap(
                it -> it.release().step(), it -> it, (first, again) -> first, TreeMap::new))
        .descendingMap()
        .values()
        .stream()
        .toList();
  }

  /** Noon of a day. */
  Instant noon(int day) {
    return today.minusDays(Math.min(day, OLDEST)).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
  }

  /** Whether a commit is new enough to be looked at closely; a database takes its room. */
  boolean isRecent(DemoCommit commit) {
    return commit.time().isAfter(noon(RECENT));
  }

  private List<DemoPackage> packagesBefore(Branch branch, int i) {
    if (i > 0) {
      return packages(branch, i - 1);
    }
    return branch.isFirst() ? List.of() : packages(branch(branch.from()), branch.at());
  }

  static Branch branch(String name) {
    return BRANCHES.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /** The packages of a commit, sorted by name. */
  private List<DemoPackage> packages(Branch branch, int commit) {
    List<DemoPackage> packages = new ArrayList<>();
    lines.forEach(
        (name, line) -> {
          boolean tooBig = name.startsWith("gnome-") || name.contains("cjk");
          if (!(branch.name().equals(NETBOOK) && tooBig)) {
            line.at(branch.day(commit) + branch.delay()).ifPresent(packages::add);
          }
        });
    packages.sort(Comparator.comparing(DemoPackage::name));
    return packages;
  }
}
