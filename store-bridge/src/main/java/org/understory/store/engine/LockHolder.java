package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.plan.Busy;

/**
 * Finds the program that holds a sysroot's lock. {@code /proc/locks} does not tell: libostree's
 * lock belongs to an open file and not to a process (F_OFD_SETLK, written there as {@code OFDLCK …
 * -1}). A process that has that file open shows the lock in {@code /proc/PID/fdinfo} (proc(5)), to
 * its own user and to root; of others nothing is known.
 */
final class LockHolder {
  private LockHolder() {}

  static Optional<Busy> of(Path sysroot) {
    try {
      Path lock = sysroot.resolve("ostree/lock").toRealPath();
      if (!isHeld(lock)) {
        return Optional.empty();
      }
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
        for (Path process : processes) {
          if (holds(process, lock)) {
            String name = Files.readString(process.resolve("comm")).strip();
            long id = Long.parseLong(process.getFileName().toString());
            return Optional.of(new Busy.Program(name, id));
          }
        }
      }
    } catch (IOException unknown) {
      // No such file, or what was there has just ended: nothing is known.
    }
    return Optional.empty();
  }

  /** Spares looking at every process, as nearly always nobody holds it. */
  private static boolean isHeld(Path lock) throws IOException {
    String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
    // Files on other devices may have the same number; btrfs has the device differ here from
    // stat's.
    return Files.readString(Path.of("/proc/locks")).contains(inode);
  }

  private static boolean holds(Path process, Path lock) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (Files.readSymbolicLink(descriptor).equals(lock)) {
          Path info = process.resolve("fdinfo").resolve(descriptor.getFileName());
          if (Files.readString(info).contains("\nlock:")) {
            return true;
          }
        }
      }
    } catch (IOException someoneElses) {
      return false;
    }
    return false;
  }
}
