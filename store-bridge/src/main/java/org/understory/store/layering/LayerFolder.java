package org.understory.store.layering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * The folder {@code ostree/understory-layers} of a sysroot, on the file system of its repository
 * and closed to all but root: {@code base} is the tree that was delivered, {@code root} the same to
 * be written to, {@code upper} what was written, and {@code settings} those of the package manager.
 * Whoever was killed leaves it to the next, which has the lock of the sysroot.
 */
final class LayerFolder implements AutoCloseable {
  private static final String MOUNT = "/usr/bin/mount";
  private static final String UNMOUNT = "/usr/bin/umount";

  /** Follows no link whoever exchanges what it looks at, and gets down to any depth. */
  private static final List<String> REMOVE =
      List.of("/usr/bin/rm", "-rf", "--one-file-system", "--");

  private static final Duration TO_REMOVE = Duration.ofMinutes(30);

  /** Whatever the kernel was built with: a folder is never moved, and a file is copied whole. */
  private static final String OVERLAY =
      "lowerdir=base,upperdir=upper,workdir=work,index=off,metacopy=off,redirect_dir=off,xino=off";

  /** Stops what was cancelled, and is never stopped itself. */
  private static final Cancellation NEVER = new Cancellation();

  private final Path folder;

  private LayerFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes it anew.
   *
   * @throws StoreException NotWritable for whoever is not root
   */
  static LayerFolder make(Path sysroot) throws StoreException {
    Path folder = sysroot.resolve("ostree/understory-layers");
    Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
    try {
      // Its real path, for that is what the kernel lists.
      LayerFolder made =
          new LayerFolder(sysroot.resolve("ostree").toRealPath().resolve("understory-layers"));
      if (!Files.getOwner(Path.of("/proc/self")).getName().equals("root")) {
        throw new StoreException(new Problem.NotWritable(folder.toString()));
      }
      made.clear();
      Files.createDirectory(made.folder, PosixFilePermissions.asFileAttribute(own));
      for (String each : List.of("upper", "work", "root", "settings")) {
        Files.createDirectory(made.folder.resolve(each));
      }
      Files.setPosixFilePermissions(made.settings(), PosixFilePermissions.fromString("rwxr-xr-x"));
      return made;
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Not there until the base is checked out to it. */
  Path base() {
    return folder.resolve("base");
  }

  Path upper() {
    return folder.resolve("upper");
  }

  /** Empty until it is mounted. */
  Path root() {
    return folder.resolve("root");
  }

  /** Empty until they are laid there. */
  Path settings() {
    return folder.resolve("settings");
  }

  /** From now on what is written to the tree is in {@code upper}. */
  void mount(Cancellation cancellation) throws StoreException {
    try {
      // The top of an overlay has the rights of its upper side.
      Files.setPosixFilePermissions(upper(), Files.getPosixFilePermissions(base()));
    } catch (IOException e) {
      throw SmallFile.trouble(upper(), e);
    }
    // Relative, for a comma or colon in a path would end an option.
    program().must(List.of(MOUNT, "-t", "overlay", "-o", OVERLAY, "overlay", "root"), cancellation);
  }

  /** From now on {@code upper} is a folder like others. */
  void unmount() throws StoreException {
    while (isMounted()) {
      program().must(List.of(UNMOUNT, "root"), NEVER);
    }
  }

  private Program program() {
    return new Program(folder, Program.ENVIRONMENT, 0);
  }

  private boolean isMounted() throws StoreException {
    String point = " " + root().toString().replace("\\", "\\134").replace(" ", "\\040") + " ";
    Path table = Path.of("/proc/self/mountinfo");
    try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
      String bytes =
          new String(point.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return lines.anyMatch(line -> line.contains(bytes));
    } catch (IOException e) {
      throw SmallFile.trouble(table, e);
    }
  }

  private void clear() throws StoreException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    unmount();
    remove(folder);
  }

  /** Removes a folder with all that is in it; follows no links. */
  static void remove(Path folder) throws StoreException {
    List<String> command = new ArrayList<>(REMOVE);
    command.add(folder.toString());
    new Program(Path.of("/"), Program.ENVIRONMENT, 0).must(command, TO_REMOVE, NEVER);
  }

  @Override
  public void close() throws StoreException {
    clear();
  }
}
