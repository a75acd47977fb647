package org.understory.app.bisect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Bisection;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.PackageDiff;
import org.understory.model.packages.PackageList;
import org.understory.model.text.Sanitizer;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.Repository;

/**
 * What is known of a search.
 *
 * @param names of the versions that are talked of, safe to show
 * @param packages what came between the last good and the first bad one, once those are found;
 *     empty as well where their packages can't be read
 */
record Known(Bisection search, Map<Checksum, String> names, Optional<PackageDiff> packages) {
  /** Suspects that are named at most. */
  static final int NAMED = 6;

  Known {
    names = Map.copyOf(names);
  }

  /**
   * Reads what is to be told of it.
   *
   * @param all has the commits that are here, and those that were found elsewhere
   */
  static Known of(Bisection search, Repository all, Cancellation cancellation) {
    Set<Checksum> told = new HashSet<>(search.skipped().stream().limit(NAMED).toList());
    told.add(search.versions().getFirst());
    told.add(search.versions().getLast());
    told.add(search.good());
    told.add(search.bad());
    search.next().ifPresent(told::add);
    search.home().ifPresent(told::add);
    search.suspects().stream().limit(NAMED).forEach(told::add);
    Map<Checksum, String> names = new HashMap<>();
    told.forEach(each -> version(each, all).ifPresent(name -> names.put(each, name)));
    Optional<PackageDiff> packages =
        search.next().isEmpty() ? packages(search, all, cancellation) : Optional.empty();
    return new Known(search, names, packages);
  }

  private static Optional<PackageDiff> packages(
      Bisection search, Repository all, Cancellation cancellation) {
    PackageReader reader = new PackageReader(all);
    try {
      PackageList before = reader.list(search.good(), cancellation);
      PackageList after = reader.list(search.bad(), cancellation);
      return before.source().isPresent() && after.source().isPresent()
          ? Optional.of(PackageDiff.between(before.packages(), after.packages()))
          : Optional.empty();
    } catch (StoreException unreadable) {
      return Optional.empty();
    }
  }

  /** Its version, or short checksum where it has none or is not here; safe to show. */
  String name(Checksum commit) {
    return names.getOrDefault(commit, commit.brief());
  }

  /** The version of a commit, safe to show. */
  private static Optional<String> version(Checksum commit, Repository all) {
    try {
      return all.commit(commit)
          .version()
          .filter(version -> !version.isBlank())
          .map(Sanitizer::line);
    } catch (StoreException gone) {
      return Optional.empty();
    }
  }
}
