package org.understory.store.packages;

import java.io.Serial;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.Layering;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.store.repo.Repository;

/**
 * Packages of the commits of a repository. Safe for use by several threads. A commit never changes,
 * so the lists that were asked for last are kept.
 */
public final class PackageReader {
  /** Lists that are kept; one of 2 500 packages takes half a megabyte. */
  private static final int KEPT = 16;

  private final Repository repository;

  /** Guards itself; the list that was not asked for the longest comes first. */
  private final Map<Checksum, PackageList> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Checksum, PackageList> eldest) {
          return size() > KEPT;
        }
      };

  /** Reads out of this repository for as long as it is open. */
  public PackageReader(Repository repository) {
    this.repository = repository;
  }

  Repository repository() {
    return repository;
  }

  /**
   * The packages of a commit: as its metadata lists them, else out of rpm's database in its tree,
   * else out of dpkg's. {@link PackageList#NONE} where it has none of these.
   *
   * @throws StoreException UnsupportedDatabase, NativeCodeRefused, or what keeps the commit or the
   *     database from being read; damage to a single package is in {@link PackageList#problems}
   */
  public PackageList list(Checksum commit, Cancellation cancellation) throws StoreException {
    synchronized (kept) {
      PackageList known = kept.get(commit);
      if (known != null) {
        return known;
      }
    }
    PackageList list = read(commit, cancellation);
    // What could not be read may be there the next time.
    if (list.problems().isEmpty()) {
      synchronized (kept) {
        kept.put(commit, list);
      }
    }
    return list;
  }

  private PackageList read(Checksum commit, Cancellation cancellation) throws StoreException {
    Optional<PackageList> listed = CommitPackages.list(repository, commit);
    if (listed.isPresent()) {
      return listed.get();
    }
    Optional<PackageDatabase> database = open(commit, cancellation);
    if (database.isEmpty()) {
      return PackageList.NONE;
    }
    try (PackageDatabase open = database.get()) {
      return open.list(cancellation);
    }
  }

  /**
   * The folder of the database that dpkg itself could use, with one file for all packages.
   *
   * @throws StoreException what keeps the commit from being read
   */
  public Optional<String> dpkgFolder(Checksum commit) throws StoreException {
    return DpkgDatabase.folder(new TreeFiles(repository, commit));
  }

  /**
   * The folder of the database that rpm and this program can use.
   *
   * @throws StoreException what keeps the commit from being read
   */
  public Optional<String> rpmFolder(Checksum commit) throws StoreException {
    return RpmDatabase.folder(new TreeFiles(repository, commit));
  }

  /**
   * What rpm-ostree changed in the packages of a commit on this computer.
   *
   * @param origin text of the origin file of a deployment of this commit, if it has one
   */
  public Layering layering(Checksum commit, Optional<String> origin, Cancellation cancellation)
      throws StoreException {
    return new LayeringReader(this).read(commit, origin, cancellation);
  }

  /** What the distribution says that this commit brings, the gravest first; often nothing. */
  public List<Advisory> advisories(Checksum commit) throws StoreException {
    return CommitPackages.advisories(repository.details(commit));
  }

  /**
   * What the second commit brings according to its distribution and the first did not; as {@code
   * rpm-ostree db diff --advisories} (rust/src/client.rs) it looks at no commits in between.
   */
  public List<Advisory> newAdvisories(Checksum from, Checksum to) throws StoreException {
    List<Advisory> known = advisories(from);
    return advisories(to).stream().filter(it -> !known.contains(it)).toList();
  }

  /**
   * What the packages of these names own in a commit; nothing where there are no such packages.
   *
   * @throws StoreException NoFileLists where the commit has no database, or as {@link #list}
   */
  public OwnedPaths files(Checksum commit, Collection<String> names, Cancellation cancellation)
      throws StoreException {
    Set<String> paths = new HashSet<>();
    try (PackageDatabase open = required(commit, cancellation)) {
      for (String name : names) {
        paths.addAll(open.files(name, cancellation).paths());
      }
    }
    return new OwnedPaths(Set.copyOf(paths));
  }

  /**
   * The packages that own the file or folder at a path.
   *
   * @throws StoreException as {@link #files}
   */
  public List<Package> owners(Checksum commit, String path, Cancellation cancellation)
      throws StoreException {
    try (PackageDatabase open = required(commit, cancellation)) {
      return open.owners(path, cancellation);
    }
  }

  /**
   * What the changelogs of packages say in the second commit and did not in the first, by name, the
   * newest entry first. Nothing about those whose changelog one of the commits does not keep.
   *
   * @throws StoreException as {@link #list}
   */
  public Map<String, List<ChangelogEntry>> changelogs(
      Checksum from, Checksum to, Collection<String> names, Cancellation cancellation)
      throws StoreException {
    Map<String, List<ChangelogEntry>> older = changelogs(from, names, cancellation);
    Map<String, List<ChangelogEntry>> fresh = new HashMap<>();
    changelogs(to, older.keySet(), cancellation)
        .forEach(
            (name, newer) -> {
              List<ChangelogEntry> since =
                  ChangelogEntry.since(older.getOrDefault(name, List.of()), newer);
              if (!since.isEmpty()) {
                fresh.put(name, since);
              }
            });
    return fresh;
  }

  /** Whole changelogs by name; a missing one is left out. */
  private Map<String, List<ChangelogEntry>> changelogs(
      Checksum commit, Collection<String> names, Cancellation cancellation) throws StoreException {
    Map<String, List<ChangelogEntry>> found = new HashMap<>();
    Optional<PackageDatabase> database =
        names.isEmpty() ? Optional.empty() : open(commit, cancellation);
    if (database.isPresent()) {
      try (PackageDatabase open = database.get()) {
        for (String name : names) {
          List<ChangelogEntry> changelog = open.changelog(name, cancellation);
          if (!changelog.isEmpty()) {
            found.put(name, changelog);
          }
        }
      }
    }
    return found;
  }

  private PackageDatabase required(Checksum commit, Cancellation cancellation)
      throws StoreException {
    return open(commit, cancellation)
        .orElseThrow(() -> new StoreException(new Problem.NoFileLists(commit.hex())));
  }

  private Optional<PackageDatabase> open(Checksum commit, Cancellation cancellation)
      throws StoreException {
    TreeFiles files = new TreeFiles(repository, commit);
    Optional<PackageDatabase> rpm = RpmDatabase.open(files, cancellation);
    return rpm.isPresent() ? rpm : DpkgDatabase.open(files);
  }
}
