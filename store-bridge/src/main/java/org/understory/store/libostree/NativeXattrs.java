package org.understory.store.libostree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Extended attributes of every namespace, by {@code llistxattr(2)}, {@code lgetxattr(2)} and {@code
 * lremovexattr(2)} of the C library; Java itself shows only {@code user.*}. All native memory
 * belongs to an arena that lives for one call.
 */
public final class NativeXattrs {
  /** Bytes of all names, and of one value (XATTR_LIST_MAX, XATTR_SIZE_MAX). */
  private static final int MAX_BYTES = 64 << 10;

  // errno of Linux
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EACCES = 13;
  private static final int ENODATA = 61;
  private static final int EOPNOTSUPP = 95;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle LIST =
      handle(
          "llistxattr",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));
  private static final MethodHandle GET =
      handle(
          "lgetxattr",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG));

  private static final MethodHandle REMOVE =
      handle(
          "lremovexattr",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

  /** Inode of the user namespace that Linux starts in (PROC_USER_INIT_INO). */
  private static final String FIRST_NAMESPACE = "user:[4026531837]";

  private static final int CAP_SYS_ADMIN = 21;

  /** Linux does not even list {@code trusted.*} to others (simple_xattr_list, ext4_listxattr). */
  private static final boolean TRUSTED_SEEN = isAdministrator();

  private NativeXattrs() {}

  /**
   * The attributes of one file.
   *
   * @param values by full name, for example {@code security.selinux}
   * @param all whether there can't be others, which this user may not see or read
   */
  public record Attributes(Map<String, byte[]> values, boolean all) {}

  /** The attributes that the user may read. Links are not followed. */
  public static Attributes read(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      // As java.nio encodes paths.
      Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
      MemorySegment name = arena.allocateFrom(path.toString(), charset);
      MemorySegment buffer = arena.allocate(MAX_BYTES);
      MemorySegment state = arena.allocate(STATE);
      long listed = (long) LIST.invokeExact(state, name, buffer, (long) MAX_BYTES);
      if (listed < 0) {
        int errno = (int) ERRNO.get(state, 0L);
        if (errno == EOPNOTSUPP) {
          return new Attributes(Map.of(), true);
        }
        throw failure(path, errno);
      }
      Map<String, byte[]> values = new HashMap<>();
      boolean all = TRUSTED_SEEN;
      MemorySegment value = arena.allocate(MAX_BYTES);
      for (long at = 0; at < listed; ) {
        String key = buffer.getString(at, StandardCharsets.UTF_8);
        MemorySegment keyHere = buffer.asSlice(at);
        long size = (long) GET.invokeExact(state, name, keyHere, value, (long) MAX_BYTES);
        if (size >= 0) {
          values.put(key, value.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
        } else {
          int errno = (int) ERRNO.get(state, 0L);
          if (errno != ENODATA && errno != EACCES && errno != EPERM) {
            throw failure(path, errno);
          }
          all = false;
        }
        at = next(buffer, at, listed);
      }
      return new Attributes(values, all);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a downcall throws nothing of its own", e);
    }
  }

  /** Takes one attribute away from a file, which has it. Links are not followed. */
  public static void remove(Path path, String key) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
      MemorySegment state = arena.allocate(STATE);
      MemorySegment name = arena.allocateFrom(path.toString(), charset);
      if ((int) REMOVE.invokeExact(state, name, arena.allocateFrom(key)) != 0) {
        throw failure(path, (int) ERRNO.get(state, 0L));
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a downcall throws nothing of its own", e);
    }
  }

  /** CAP_SYS_ADMIN counts only in the first user namespace here, not in that of a container. */
  private static boolean isAdministrator() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      boolean capable =
          lines
              .filter(line -> line.startsWith("CapEff:"))
              .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
              .anyMatch(capabilities -> (capabilities >>> CAP_SYS_ADMIN & 1) != 0);
      Path namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/user"));
      return capable && namespace.toString().equals(FIRST_NAMESPACE);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return false;
    }
  }

  private static long next(MemorySegment names, long at, long end) {
    long next = at;
    while (next < end && names.get(ValueLayout.JAVA_BYTE, next) != 0) {
      next++;
    }
    return next + 1;
  }

  private static IOException failure(Path path, int errno) {
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(path.toString());
      case EACCES, EPERM -> new AccessDeniedException(path.toString());
      default -> new IOException("lgetxattr: errno " + errno);
    };
  }

  @SuppressWarnings("restricted") // this room is for it
  private static MethodHandle handle(String function, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }
}
