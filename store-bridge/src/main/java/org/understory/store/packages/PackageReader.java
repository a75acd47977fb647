package org.understory.store.packages;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.store.repo.Repository;

/**
 * Packages of the commits of a repository. Safe for use by several threads. A commit never changes,
 * so what it answers can be kept.
 */
public record PackageReader(Repository repository) {
  /**
   * The packages of a commit: as its metadata lists them, else out of rpm's database in its tree,
   * else out of dpkg's. {@link PackageList#NONE} where it has none of these.
   *
   * @throws StoreException UnsupportedDatabase, NativeCodeRefused, or what keeps the commit or the
   *     database from being read; damage to a single package is in {@link PackageList#problems}
   */
  public PackageList list(Checksum commit, Cancellation cancellation) throws StoreException {
    Optional<PackageList> listed = CommitPackages.list(repository.details(commit));
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

  /** What the distribution says that this commit brings, the gravest first; often nothing. */
  public List<Advisory> advisories(Checksum commit) throws StoreException {
    return CommitPackages.advisories(repository.details(commit));
  }

  /**
   * What the packages of this name own in a commit; nothing where there is no such package.
   *
   * @throws StoreException NoFileLists where the commit has no database, or as {@link #list}
   */
  public OwnedPaths files(Checksum commit, String name, Cancellation cancellation)
      throws StoreException {
    try (PackageDatabase open = required(commit, cancellation)) {
      return open.files(name, cancellation);
    }
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
   * The changelog of a package, the newest entry first; empty where the commit does not keep it.
   *
   * @throws StoreException as {@link #list}
   */
  public List<ChangelogEntry> changelog(Checksum commit, String name, Cancellation cancellation)
      throws StoreException {
    Optional<PackageDatabase> database = open(commit, cancellation);
    if (database.isEmpty()) {
      return List.of();
    }
    try (PackageDatabase open = database.get()) {
      return open.changelog(name, cancellation);
    }
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
