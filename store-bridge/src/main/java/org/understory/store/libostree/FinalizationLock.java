package org.understory.store.libostree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Whether what is staged is held back at shutdown. libostree has a function for it since 2023.8;
 * before that the lock was a file that {@code ostree admin deploy --lock-finalization} and
 * rpm-ostree made by themselves (_OSTREE_SYSROOT_RUNSTATE_STAGED_LOCKED), and that libostree still
 * respects.
 */
final class FinalizationLock {
  private static final Fn CHANGE = new Fn("ostree_sysroot_change_finalization", "ippp");
  private static final Fn IS_LOCKED = new Fn("ostree_deployment_is_finalization_locked", "ip");

  private static final Path FILE = Path.of("/run/ostree/staged-deployment-locked");

  private FinalizationLock() {}

  static void set(NativeSysroot sysroot, boolean locked) throws StoreException {
    NativeDeployment staged =
        sysroot.staged().orElseThrow(() -> new StoreException(new Problem.NothingStaged()));
    if (CHANGE.available() && IS_LOCKED.available()) {
      if (IS_LOCKED.yes(staged.pointer()) != locked) {
        try (Call call = new Call(Meaning.files(sysroot.path()))) {
          call.check(CHANGE, sysroot.pointer(), staged.pointer());
        }
      }
    }
    if (!locked || !CHANGE.available()) {
      setFile(locked);
    }
  }

  /**
   * Lets go what was staged just now. libostree leaves the file where it is when another update is
   * staged, which then would wait for ever; it has to be there until then, or the first one would
   * be free where the second can't be staged.
   */
  static void release() throws StoreException {
    setFile(false);
  }

  private static void setFile(boolean locked) throws StoreException {
    try {
      if (locked) {
        Files.createFile(
            FILE,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
      } else {
        Files.deleteIfExists(FILE);
      }
    } catch (FileAlreadyExistsException lockedAlready) {
      // as was asked
    } catch (AccessDeniedException e) {
      throw new StoreException(new Problem.NotWritable(FILE.toString()), e);
    } catch (IOException e) {
      throw new StoreException(new Problem.InputOutput(FILE.toString(), e.toString()), e);
    }
  }
}
