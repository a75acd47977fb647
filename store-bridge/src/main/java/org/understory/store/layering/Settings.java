package org.understory.store.layering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * Where packages come from and how, as this computer's administrator has it: its {@code /etc} as it
 * would be with the new version (ostree_sysroot_deploy's merge of three, for these names only).
 * What nobody changed is the new version's.
 *
 * @param etc the {@code /etc} that is changed by hand
 * @param defaults what it was made of, the {@code /usr/etc} of the same deployment
 */
public record Settings(Path etc, Path defaults) {
  /** Sources, keys, preferences, proxies and passwords; root may be the only one to read these. */
  static final List<String> OWN = List.of("apt", "dnf", "yum", "yum.conf", "yum.repos.d");

  /** Who is trusted with them, and what addresses are; what is closed there is for others. */
  static final List<String> SHARED = List.of("hosts", "pki", "ssl", "crypto-policies");

  private static final int KIND = 0170000;
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int OTHERS_READ = 04;
  private static final int OTHERS_WRITE = 022;

  /** Of a folder here, for what apt runs as somebody else. */
  private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");

  /** Bytes of a file; certificates of all authorities take a quarter of a million. */
  private static final long MAX_FILE = 16 << 20;

  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_DEPTH = 30;

  /**
   * Lays them out.
   *
   * @param fresh the {@code /usr/etc} of the new version
   * @param target an empty folder in one that is closed to all but root
   * @throws StoreException SettingOpen where somebody else could have written what root's package
   *     manager is to do; CorruptFile for what is too much
   */
  void lay(Path fresh, Path target) throws StoreException {
    try {
      Laying laying = new Laying(fresh, target);
      for (String each : OWN) {
        laying.merge(Path.of(each), true, 0);
      }
      for (String each : SHARED) {
        laying.merge(Path.of(each), false, 0);
      }
    } catch (IOException e) {
      throw SmallFile.trouble(etc, e);
    }
  }

  /**
   * Takes away what not everybody may read, passwords of sources to name it, before programs of
   * packages run.
   */
  static void close(Path folder) throws StoreException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Settings::isClosed).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  private static boolean isClosed(Path path) {
    try {
      Found found = Found.at(path);
      boolean secret = path.toString().contains("/apt/auth.conf");
      return found.kind() == FILE && (secret || (found.mode() & OTHERS_READ) == 0);
    } catch (IOException e) {
      return true;
    }
  }

  /** What is at a path; kind 0 is nothing. */
  private record Found(Path path, int mode, int owner, long size) {
    static Found at(Path path) throws IOException {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return new Found(path, 0, 0, 0);
      }
      Map<String, Object> found =
          Files.readAttributes(path, "unix:mode,uid,size", LinkOption.NOFOLLOW_LINKS);
      return new Found(
          path,
          (int) found.getOrDefault("mode", 0),
          (int) found.getOrDefault("uid", 0),
          (long) found.getOrDefault("size", 0L));
    }

    int kind() {
      return mode & KIND;
    }

    boolean same(Found other) throws IOException {
      if (kind() != other.kind()) {
        return false;
      }
      return switch (kind()) {
        case FILE -> Files.mismatch(path, other.path) < 0;
        case LINK -> Files.readSymbolicLink(path).equals(Files.readSymbolicLink(other.path));
        default -> true;
      };
    }
  }

  private final class Laying {
    private final Path fresh;
    private final Path target;
    private int count;

    Laying(Path fresh, Path target) {
      this.fresh = fresh;
      this.target = target;
    }

    void merge(Path name, boolean closedToo, int depth) throws IOException, StoreException {
      count++;
      if (count > MAX_ENTRIES || depth > MAX_DEPTH) {
        Flaw flaw = depth > MAX_DEPTH ? Flaw.TOO_DEEP : Flaw.TOO_MANY;
        throw new StoreException(new Problem.CorruptFile(etc.resolve(name).toString(), flaw));
      }
      Found mine = Found.at(etc.resolve(name));
      Found now = Found.at(fresh.resolve(name));
      boolean changed = !mine.same(Found.at(defaults.resolve(name)));
      Found taken = changed ? mine : now;
      if (taken.kind() == 0 || !(closedToo || (taken.mode() & OTHERS_READ) != 0)) {
        return;
      }
      if (changed || mine.kind() == FOLDER) {
        requireRoots(mine);
      }
      switch (taken.kind()) {
        case FOLDER -> {
          Files.createDirectory(target.resolve(name));
          Files.setPosixFilePermissions(target.resolve(name), OPEN);
          SortedSet<String> inside = new TreeSet<>();
          for (Found each : List.of(mine, now)) {
            if (each.kind() == FOLDER) {
              try (Stream<Path> all = Files.list(each.path())) {
                all.forEach(it -> inside.add(it.getFileName().toString()));
              }
            }
          }
          for (String each : inside) {
            merge(name.resolve(each), closedToo, depth + 1);
          }
        }
        case FILE -> copy(taken, target.resolve(name));
        case LINK ->
            Files.createSymbolicLink(target.resolve(name), Files.readSymbolicLink(taken.path()));
        default -> {}
      }
    }

    private void copy(Found file, Path to) throws IOException, StoreException {
      if (file.size() > MAX_FILE) {
        throw new StoreException(new Problem.CorruptFile(file.path().toString(), Flaw.TOO_LARGE));
      }
      Files.copy(file.path(), to, LinkOption.NOFOLLOW_LINKS);
      boolean open = (file.mode() & OTHERS_READ) != 0;
      Files.setPosixFilePermissions(
          to, PosixFilePermissions.fromString(open ? "rw-r--r--" : "rw-------"));
    }

    private void requireRoots(Found found) throws StoreException {
      boolean written = found.kind() != LINK && (found.mode() & OTHERS_WRITE) != 0;
      if (found.owner() != 0 || written) {
        throw new StoreException(new Problem.SettingOpen(found.path().toString()));
      }
    }
  }
}
