package org.understory.store.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.Package;
import org.understory.model.packages.PackageList;
import org.understory.model.tree.TreeEntry;

/**
 * dpkg's folder in a tree: {@code status}, for images without dpkg one file for each package in
 * {@code status.d}, and {@code info/NAME.list} with the files of a package.
 */
final class DpkgDatabase implements PackageDatabase {
  /** {@code /var} is no part of a version, so builders of images move it out of there. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/dpkg",
          "/usr/lib/sysimage/dpkg",
          "/var/lib/dpkg",
          "/usr/share/dpkg",
          "/usr/share/dpkg/database");

  /** Bytes of a status; that of a desktop has 4 million. */
  private static final int MAX_STATUS = 128 << 20;

  /** Bytes of one list of files. */
  private static final int MAX_LIST = 32 << 20;

  private final TreeFiles files;
  private final String folder;
  private final List<TreeEntry> status;

  private DpkgDatabase(TreeFiles files, String folder, List<TreeEntry> status) {
    this.files = files;
    this.folder = folder;
    this.status = status;
  }

  /** The database of a tree, if it has one. */
  static Optional<PackageDatabase> open(TreeFiles files) throws StoreException {
    for (String folder : FOLDERS) {
      List<TreeEntry> status = new ArrayList<>();
      files.file(folder + "/status").ifPresent(status::add);
      files.folder(folder + "/status.d").stream()
          .filter(each -> each.kind() == TreeEntry.Kind.FILE)
          .filter(each -> !each.name().endsWith(".md5sums"))
          .forEach(status::add);
      if (!status.isEmpty()) {
        return Optional.of(new DpkgDatabase(files, folder, status));
      }
    }
    return Optional.empty();
  }

  /** The folder with the status of all packages, if there is one. */
  static Optional<String> folder(TreeFiles files) throws StoreException {
    for (String folder : FOLDERS) {
      if (files.file(folder + "/status").isPresent()) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  @Override
  public PackageList list(Cancellation cancellation) {
    List<Package> packages = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (TreeEntry each : status) {
      try {
        new DpkgStatus(each.path(), packages, problems)
            .read(files.bytes(each, MAX_STATUS, cancellation));
      } catch (StoreException e) {
        problems.add(e.problem());
      }
    }
    packages.sort(Package.ORDER);
    return new PackageList(
        Optional.of(Package.Source.DPKG), List.copyOf(packages), List.copyOf(problems));
  }

  @Override
  public OwnedPaths files(String name, Cancellation cancellation) throws StoreException {
    Collection<String> paths = new ArrayList<>();
    for (TreeEntry each : lists()) {
      if (owner(each).equals(name)) {
        paths(each, cancellation).forEach(paths::add);
      }
    }
    return OwnedPaths.of(paths);
  }

  @Override
  public List<Package> owners(String path, Cancellation cancellation) throws StoreException {
    String place = OwnedPaths.inTree(path);
    List<Package> owners = new ArrayList<>();
    List<Package> installed = list(cancellation).packages();
    for (TreeEntry each : lists()) {
      if (paths(each, cancellation).anyMatch(it -> OwnedPaths.inTree(it).equals(place))) {
        String list = each.name().substring(0, each.name().length() - ".list".length());
        installed.stream()
            .filter(it -> list.equals(it.name()) || list.equals(it.name() + ":" + it.arch()))
            .forEach(owners::add);
      }
    }
    owners.sort(Package.ORDER);
    return owners;
  }

  /** Debian's changelogs are files of the packages, each written in its own way. */
  @Override
  public List<ChangelogEntry> changelog(String name, Cancellation cancellation) {
    return List.of();
  }

  /** Lists of files; of a package for one of several architectures {@code NAME:ARCH.list}. */
  private List<TreeEntry> lists() throws StoreException {
    List<TreeEntry> lists =
        files.folder(folder + "/info").stream()
            .filter(each -> each.kind() == TreeEntry.Kind.FILE && each.name().endsWith(".list"))
            .toList();
    if (lists.isEmpty()) {
      throw new StoreException(new Problem.NoFileLists(files.commit().hex()));
    }
    return lists;
  }

  private static String owner(TreeEntry list) {
    String name = list.name().substring(0, list.name().length() - ".list".length());
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private Stream<String> paths(TreeEntry list, Cancellation cancellation) throws StoreException {
    cancellation.check();
    return new String(files.bytes(list, MAX_LIST, cancellation), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("/"));
  }

  @Override
  public void close() {}
}
