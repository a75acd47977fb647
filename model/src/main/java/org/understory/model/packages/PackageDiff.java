package org.understory.model.packages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What differs between two lists of packages; all sorted by name and architecture.
 *
 * <p>Packages belong together by name and architecture. Of several versions of one (kernels are
 * installed side by side) those that are on both sides do not count; of the others the newest
 * belongs to the newest, and so on. A package that is built for one architecture on one side and
 * for all on the other ({@code noarch}, {@code all}) is still the same package.
 */
public record PackageDiff(
    List<Package> added, List<Package> removed, List<Change> upgraded, List<Change> downgraded) {
  private static final Set<String> ANY_MACHINE = Set.of("noarch", "all");

  private static final Comparator<Change> CHANGES =
      Comparator.comparing(Change::name).thenComparing(Change::arch).thenComparing(Change::from);

  /**
   * A package in another version.
   *
   * @param arch the architecture of the newer
   * @param from its version in the first list
   * @param to its version in the second list
   */
  public record Change(String name, String arch, String from, String to) {}

  /** How many packages differ. */
  public int size() {
    return added.size() + removed.size() + upgraded.size() + downgraded.size();
  }

  /** Compares two lists in any order. */
  public static PackageDiff between(List<Package> before, List<Package> after) {
    PackageDiff diff =
        new PackageDiff(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<String, List<Package>> old = byName(before, after);
    Map<String, List<Package>> young = byName(after, before);
    old.forEach((name, gone) -> diff.compare(gone, young.getOrDefault(name, List.of())));
    young.forEach(
        (name, come) -> {
          if (!old.containsKey(name)) {
            diff.compare(List.of(), come);
          }
        });
    diff.added.sort(Package.ORDER);
    diff.removed.sort(Package.ORDER);
    diff.upgraded.sort(CHANGES);
    diff.downgraded.sort(CHANGES);
    return new PackageDiff(
        List.copyOf(diff.added),
        List.copyOf(diff.removed),
        List.copyOf(diff.upgraded),
        List.copyOf(diff.downgraded));
  }

  /** What is in the first list only. */
  private static Map<String, List<Package>> byName(List<Package> these, List<Package> others) {
    Set<Same> there = HashSet.newHashSet(others.size());
    others.forEach(each -> there.add(Same.of(each)));
    Map<String, List<Package>> found = new TreeMap<>();
    for (Package each : these) {
      if (!there.contains(Same.of(each))) {
        found.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each);
      }
    }
    return found;
  }

  /** What makes two packages the same, wherever they were found. */
  private record Same(String name, String arch, String version) {
    static Same of(Package each) {
      return new Same(each.name(), each.arch(), each.version());
    }
  }

  /** The packages of one name that are not on both sides; a hostile list may hold 100 000. */
  private void compare(List<Package> gone, List<Package> come) {
    Map<String, Deque<Package>> byArch = new HashMap<>();
    List<Package> old = newestFirst(gone);
    old.forEach(each -> byArch.computeIfAbsent(each.arch(), _ -> new ArrayDeque<>()).add(each));
    List<Package> unmatched = new ArrayList<>();
    for (Package each : newestFirst(come)) {
      Deque<Package> same = byArch.getOrDefault(each.arch(), new ArrayDeque<>());
      if (same.isEmpty()) {
        unmatched.add(each);
      } else {
        changed(same.remove(), each);
      }
    }
    Set<Package> left = Collections.newSetFromMap(new IdentityHashMap<>());
    byArch.values().forEach(left::addAll);
    rebuilt(old.stream().filter(left::contains).toList(), unmatched);
  }

  /** What is built for one machine on one side and for any on the other. */
  private void rebuilt(List<Package> gone, List<Package> come) {
    Set<Package> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Package> all = new ArrayDeque<>(gone);
    Deque<Package> any = new ArrayDeque<>(gone.stream().filter(PackageDiff::isForAny).toList());
    for (Package each : come) {
      Deque<Package> candidates = isForAny(each) ? all : any;
      while (!candidates.isEmpty() && taken.contains(candidates.peek())) {
        candidates.remove();
      }
      if (candidates.isEmpty()) {
        added.add(each);
      } else {
        taken.add(candidates.peek());
        changed(candidates.remove(), each);
      }
    }
    gone.stream().filter(each -> !taken.contains(each)).forEach(removed::add);
  }

  private static List<Package> newestFirst(List<Package> packages) {
    List<Package> sorted = new ArrayList<>(packages);
    sorted.sort(
        Comparator.comparing(
                Package::version, (a, b) -> packages.getFirst().source().order().compare(b, a))
            .thenComparing(Package::arch));
    return sorted;
  }

  private static boolean isForAny(Package each) {
    return ANY_MACHINE.contains(each.arch());
  }

  private void changed(Package before, Package after) {
    int order = after.source().order().compare(before.version(), after.version());
    if (order == 0) {
      // Equal to the packager although written or built otherwise: nothing went back.
      order = before.version().compareTo(after.version());
    }
    (order <= 0 ? upgraded : downgraded)
        .add(new Change(after.name(), after.arch(), before.version(), after.version()));
  }
}
