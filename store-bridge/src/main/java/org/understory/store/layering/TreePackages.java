package org.understory.store.layering;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.Repository;

/**
 * How packages come into the tree of a commit: by the package manager whose program and database
 * are both in it.
 *
 * @param kind the package manager
 * @param database the folder of its database, without a slash before it
 */
record TreePackages(Kind kind, String database) {
  /** Package managers that are known. */
  enum Kind {
    /** Names: Debian's policy, 5.6.1. */
    APT("apt", Apt.GET, "[a-z0-9][a-z0-9+.-]{1,200}"),
    /** Names: rpm's ALLOWED_CHARS_NAME (build/parsePreamble.c), none that could be an option. */
    DNF("dnf", Dnf.PROGRAM, "[A-Za-z0-9_][A-Za-z0-9+._-]{0,200}");

    private final String title;
    private final String program;
    private final Pattern name;

    Kind(String title, String program, String name) {
      this.title = title;
      this.program = program;
      this.name = Pattern.compile(name);
    }

    /** As people know it. */
    String title() {
      return title;
    }

    /** Files of its database that are there for as long as it works. */
    List<String> locks() {
      return switch (this) {
        case APT -> List.of("lock", "lock-frontend", "triggers/Lock");
        case DNF -> List.of(".rpm.lock", "rpmdb.sqlite-shm", "rpmdb.sqlite-wal");
      };
    }
  }

  /** What the tree has; rpm before dpkg, as its packages are read. */
  static Optional<TreePackages> of(Repository repository, Checksum commit) throws StoreException {
    PackageReader reader = new PackageReader(repository);
    Optional<String> rpm = reader.rpmFolder(commit);
    Kind kind = rpm.isPresent() ? Kind.DNF : Kind.APT;
    Optional<String> folder = rpm.isPresent() ? rpm : reader.dpkgFolder(commit);
    return folder.isPresent()
            && has(repository, commit, "/usr/etc")
            && has(repository, commit, kind.program)
        ? Optional.of(new TreePackages(kind, folder.get().substring(1)))
        : Optional.empty();
  }

  /**
   * Requires that these can be names of packages, and nothing else that the package manager knows.
   *
   * @throws StoreException UnknownPackage
   */
  void requireNames(List<String> names) throws StoreException {
    for (String each : names) {
      if (!kind.name.matcher(each).matches()) {
        throw new StoreException(new Problem.UnknownPackage(each));
      }
    }
  }

  private static boolean has(Repository repository, Checksum commit, String path)
      throws StoreException {
    try {
      repository.entry(commit, path);
      return true;
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.NoSuchPath
          || e.problem() instanceof Problem.WrongKindOfPath) {
        return false;
      }
      throw e;
    }
  }
}
