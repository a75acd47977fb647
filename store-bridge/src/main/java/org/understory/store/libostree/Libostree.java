package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** The installed libostree, made ready for this process. */
final class Libostree {
  private static final Logger LOG = LoggerFactory.getLogger(Libostree.class);

  /** The oldest that this room is tested with. */
  private static final int OLDEST_YEAR = 2022;

  private static final int OLDEST_RELEASE = 7;

  /** The first that freezes {@code /boot} once more after the swap (ostree#3392). */
  private static final int POWER_SAFE_YEAR = 2025;

  private static final int POWER_SAFE_RELEASE = 2;

  /** No year or release reaches it; asking ends there. */
  private static final int NEVER = 10_000;

  private static final Fn CHECK_VERSION = new Fn("ostree_check_version", "iuu");
  private static final Fn GETENV = new Fn("g_getenv", "pp");
  private static final Fn SETENV = new Fn("g_setenv", "ippi");
  private static final Fn UNSETENV = new Fn("g_unsetenv", "vp");
  private static final Fn SET_PRINT = new Fn("g_set_print_handler", "pp");

  private static boolean prepared;

  private Libostree() {}

  /**
   * Makes the library ready: once, before anything else of this room is used.
   *
   * @throws StoreException LibostreeMissing or LibostreeTooOld
   */
  static synchronized void prepare() throws StoreException {
    if (!Fn.libraryFound()) {
      throw new StoreException(new Problem.LibostreeMissing(Fn.LIBRARY));
    }
    require(OLDEST_YEAR, OLDEST_RELEASE);
    if (!prepared) {
      set("GIO_USE_VFS", "local"); // as ostree's own main() does: no gvfs, no session bus
      SET_PRINT.pointer(printer()); // gives the handler before, which is GLib's own
      prepared = true;
    }
  }

  /** Refuses what needs a newer library than is installed. */
  static void require(int year, int release) throws StoreException {
    if (!isAtLeast(year, release)) {
      throw new StoreException(new Problem.LibostreeTooOld(year + "." + release, version()));
    }
  }

  /**
   * Its version, such as {@code 2022.7}. libostree tells only whether it is at least so new (
   * {@code ostree_check_version}), so this asks until it says no.
   */
  static String version() {
    int year = last(2017, candidate -> isAtLeast(candidate, 0));
    int release = last(0, candidate -> isAtLeast(year, candidate));
    return year + "." + release;
  }

  static boolean isPowerSafe() {
    return isAtLeast(POWER_SAFE_YEAR, POWER_SAFE_RELEASE);
  }

  /**
   * Sets a variable for C, or unsets it where the text is empty; does nothing where it is so
   * already, since other threads may read the environment meanwhile (setenv(3)).
   */
  static synchronized void set(String variable, String text) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(variable);
      if (GLib.borrowed(GETENV.pointer(name)).equals(text)) {
        return;
      }
      if (text.isEmpty()) {
        UNSETENV.run(name);
      } else {
        SETENV.number(name, arena.allocateFrom(text), 1);
      }
    }
  }

  static boolean isAtLeast(int year, int release) {
    return CHECK_VERSION.yes(year, release);
  }

  private static int last(int from, IntPredicate reached) {
    int last = from;
    while (last < NEVER && reached.test(last + 1)) {
      last++;
    }
    return last;
  }

  /**
   * libostree prints to the standard output of the program that uses it ("Freed objects: …",
   * _ostree_sysroot_cleanup_internal); a program whose output others read must not.
   */
  @SuppressWarnings("restricted") // this room is for it
  private static MemorySegment printer() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .findStatic(
                      Libostree.class,
                      "print",
                      MethodType.methodType(void.class, MemorySegment.class)),
              FunctionDescriptor.ofVoid(ValueLayout.ADDRESS),
              Arena.global()); // GLib keeps it as long as the process
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called by C, where an exception would end the JVM. */
  @SuppressWarnings({"unused", "UnusedMethod", "CatchAndPrintStackTrace"})
  private static void print(MemorySegment text) {
    try {
      LOG.debug("libostree: {}", GLib.borrowed(text).strip());
    } catch (Throwable ignored) {
      // nothing that libostree prints is worth the process
    }
  }
}
