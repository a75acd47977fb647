package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at files with as few calls of the C library as Linux allows: {@code statx(2)}, {@code
 * lgetxattr(2)}, and {@code openat(2)} with {@code read(2)} or {@code getdents64(2)}. Only for when
 * all goes well: whatever does not is an empty answer, and the caller asks java.nio, which knows
 * the words for it.
 *
 * <p>Paths are bytes with a zero at the end. Links are not followed. Memory belongs to the thread
 * and is freed after its end.
 */
public final class NativeFiles {
  /** Bytes of the longest path with its zero (PATH_MAX). */
  private static final int MAX_PATH = 4096;

  /** Bytes read with one call. */
  private static final int BUFFER = 64 << 10;

  /** Bytes of the longest attribute that is read here: Linux zeroes as many as it is asked for. */
  private static final int MAX_META = 512;

  private static final long AT_FDCWD = -100;
  private static final long AT_SYMLINK_NOFOLLOW = 0x100;
  private static final long AT_EMPTY_PATH = 0x1000;

  /**
   * Type, mode, links, uid, gid, size and blocks; these offsets are the same on every processor
   * (struct statx).
   */
  private static final int WANTED = 0x61f;

  private static final int STATX_BYTES = 256;
  private static final int LINKS = 16;
  private static final int UID = 20;
  private static final int GID = 24;
  private static final int MODE = 28;
  private static final int SIZE = 40;
  private static final int BLOCKS = 48;

  /** Where a {@code struct linux_dirent64} has its own length and its name. */
  private static final int ENTRY_LENGTH = 16;

  private static final int ENTRY_NAME = 19;

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;

  private static final boolean ARM = "aarch64".equals(System.getProperty("os.arch"));

  /** O_RDONLY, O_CLOEXEC, and O_NONBLOCK, so that opening a pipe does not wait for a writer. */
  private static final long OPEN = 02004000 | (ARM ? 0100000 : 0400000); // O_NOFOLLOW

  private static final MemorySegment ATTRIBUTE =
      Arena.global().allocateFrom("user.ostreemeta", StandardCharsets.US_ASCII);

  /**
   * One shape for all functions, since each more takes 10 ms to link: in the calling conventions of
   * both processors integers and addresses travel in registers of 64 bits, of which a function
   * reads what it knows.
   */
  private static final MethodHandle CALL = shape();

  private static final MemorySegment STATX = address("statx");
  private static final MemorySegment OPENAT = address("openat");
  static final MemorySegment READ = address("read");
  static final MemorySegment CLOSE = address("close");
  private static final MemorySegment LGETXATTR = address("lgetxattr");

  /** Not in C libraries before glibc 2.30 and musl 1.2.4. */
  private static final Optional<MemorySegment> GETDENTS64 =
      Linker.nativeLinker().defaultLookup().find("getdents64");

  private static final ValueLayout.OfShort ENTRY_SIZE = ValueLayout.JAVA_SHORT;

  private static final ThreadLocal<Memory> MEMORY = ThreadLocal.withInitial(Memory::new);

  private NativeFiles() {}

  /** Whether this processor is one whose calling convention and constants are known here. */
  public static boolean known() {
    return Set.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
  }

  /**
   * What lstat tells.
   *
   * @param blocks of 512 bytes that it takes on the disk
   * @param links names that it has
   */
  public record Stat(int mode, int uid, int gid, long size, long blocks, int links) {}

  /** Hears of what is in a folder. */
  @FunctionalInterface
  public interface Listing {
    /**
     * One thing that is in it; nothing here may be asked meanwhile.
     *
     * @param name begins with the bytes of its name
     * @param length how many these are
     * @param stat empty where it is gone meanwhile, or may not be looked at
     */
    void entry(byte[] name, int length, Optional<Stat> stat);
  }

  /** Facts of all that is in a folder; false where it could not be read, or not to its end. */
  public static boolean list(byte[] folder, Listing each) {
    Memory memory = MEMORY.get();
    if (GETDENTS64.isEmpty() || !memory.put(folder)) {
      return false;
    }
    int open = (int) call(OPENAT, AT_FDCWD, memory.path, OPEN, 0, 0);
    if (open < 0) {
      return false;
    }
    try {
      return memory.list(GETDENTS64.get(), open, each);
    } finally {
      call(CLOSE, open, 0, 0, 0, 0);
    }
  }

  /** Facts of what is at this path itself. */
  public static Optional<Stat> stat(byte[] path) {
    Memory memory = MEMORY.get();
    return memory.put(path)
        ? memory.stat(AT_FDCWD, memory.path, AT_SYMLINK_NOFOLLOW)
        : Optional.empty();
  }

  /** Whether anything is at this path itself that may be looked at. */
  public static boolean exists(byte[] path) {
    Memory memory = MEMORY.get();
    return memory.put(path)
        && (int) call(STATX, AT_FDCWD, memory.path, AT_SYMLINK_NOFOLLOW, 0, memory.stat.address())
            == 0;
  }

  /** The attribute {@code user.ostreemeta}, unless it is a long one. */
  public static Optional<byte[]> meta(byte[] path) {
    Memory memory = MEMORY.get();
    if (!memory.put(path)) {
      return Optional.empty();
    }
    long size = call(LGETXATTR, memory.path, ATTRIBUTE.address(), memory.buffer, MAX_META, 0);
    return size < 0 ? Optional.empty() : Optional.of(memory.bytes((int) size));
  }

  /** All of a regular file of at most {@code limit} bytes. */
  public static Optional<byte[]> read(byte[] path, int limit) {
    return read(path, limit, true);
  }

  /** The first bytes of a regular file, or all if it has less than {@code limit}. */
  public static Optional<byte[]> start(byte[] path, int limit) {
    return read(path, limit, false);
  }

  private static Optional<byte[]> read(byte[] path, int limit, boolean whole) {
    Memory memory = MEMORY.get();
    if (!memory.put(path)) {
      return Optional.empty();
    }
    int file = (int) call(OPENAT, AT_FDCWD, memory.path, OPEN, 0, 0);
    if (file < 0) {
      return Optional.empty();
    }
    try {
      return memory
          .stat(file, memory.empty, AT_EMPTY_PATH)
          .filter(it -> (it.mode & TYPE) == REGULAR && !(whole && it.size > limit))
          .flatMap(it -> memory.read(file, (int) Math.min(it.size, limit)));
    } finally {
      call(CLOSE, file, 0, 0, 0, 0);
    }
  }

  /** Opens the path at this address as {@code open(2)} does; negative where that fails. */
  static int open(long path, long flags) {
    return (int) call(OPENAT, AT_FDCWD, path, flags, 0, 0);
  }

  /** Whatever function takes no more than these and gives no more than that. */
  static long call(MemorySegment function, long a, long b, long c, long d, long e) {
    try {
      return (long) CALL.invokeExact(function, a, b, c, d, e);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a downcall throws nothing of its own", failure);
    }
  }

  @SuppressWarnings("restricted") // this room is for it
  private static MethodHandle shape() {
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.of(word, word, word, word, word, word));
  }

  static MemorySegment address(String function) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(function);
  }

  /** What one thread's calls read and write; its addresses hold as long as the thread has it. */
  private static final class Memory {
    private final MemorySegment all =
        Arena.ofAuto().allocate(MAX_PATH + STATX_BYTES + 8 + BUFFER, Long.BYTES);
    private final MemorySegment stat = all.asSlice(MAX_PATH, STATX_BYTES);
    private final MemorySegment content = all.asSlice(MAX_PATH + STATX_BYTES + 8, BUFFER);
    private final long path = all.address();
    private final long empty = path + MAX_PATH + STATX_BYTES;
    private final long buffer = content.address();

    private boolean put(byte[] name) {
      if (name.length > MAX_PATH) {
        return false;
      }
      MemorySegment.copy(name, 0, all, ValueLayout.JAVA_BYTE, 0, name.length);
      return true;
    }

    private Optional<Stat> stat(long folder, long name, long flags) {
      if ((int) call(STATX, folder, name, flags, WANTED, stat.address()) != 0
          || (stat.get(ValueLayout.JAVA_INT, 0) & WANTED) != WANTED) {
        return Optional.empty();
      }
      return Optional.of(
          new Stat(
              stat.get(ValueLayout.JAVA_SHORT, MODE) & 0xffff,
              stat.get(ValueLayout.JAVA_INT, UID),
              stat.get(ValueLayout.JAVA_INT, GID),
              stat.get(ValueLayout.JAVA_LONG, SIZE),
              stat.get(ValueLayout.JAVA_LONG, BLOCKS),
              stat.get(ValueLayout.JAVA_INT, LINKS)));
    }

    /** So many bytes from where the file is, or less at its end. */
    private Optional<byte[]> read(long file, int size) {
      byte[] bytes = new byte[size];
      int filled = 0;
      while (filled < size) {
        int count = (int) call(READ, file, buffer, Math.min(BUFFER, size - filled), 0, 0);
        if (count < 0) {
          return Optional.empty();
        }
        if (count == 0) {
          return Optional.of(Arrays.copyOf(bytes, filled));
        }
        MemorySegment.copy(content, ValueLayout.JAVA_BYTE, 0, bytes, filled, count);
        filled += count;
      }
      return Optional.of(bytes);
    }

    private boolean list(MemorySegment getdents64, int folder, Listing each) {
      byte[] name = new byte[MAX_PATH];
      int filled = (int) call(getdents64, folder, buffer, BUFFER, 0, 0);
      while (filled > 0) {
        for (int at = 0; at < filled; ) {
          int next = at + (content.get(ENTRY_SIZE, at + ENTRY_LENGTH) & 0xffff);
          int length = name(at + ENTRY_NAME, name);
          boolean itself = name[0] == '.' && (length == 1 || (length == 2 && name[1] == '.'));
          if (!itself) {
            long address = buffer + at + ENTRY_NAME;
            each.entry(name, length, stat(folder, address, AT_SYMLINK_NOFOLLOW));
          }
          at = next;
        }
        filled = (int) call(getdents64, folder, buffer, BUFFER, 0, 0);
      }
      return filled == 0;
    }

    /** Copies what is before the next zero, and tells how many bytes that are. */
    private int name(int start, byte[] to) {
      int length = 0;
      for (byte next; (next = content.get(ValueLayout.JAVA_BYTE, start + length)) != 0; length++) {
        to[length] = next;
      }
      return length;
    }

    private byte[] bytes(int size) {
      byte[] bytes = new byte[size];
      MemorySegment.copy(content, ValueLayout.JAVA_BYTE, 0, bytes, 0, size);
      return bytes;
    }
  }
}
