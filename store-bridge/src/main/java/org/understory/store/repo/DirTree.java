package org.understory.store.repo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/**
 * One folder of a tree, {@code (a(say)a(sayay))} (OSTREE_TREE_GVARIANT_FORMAT): names and checksums
 * stay in the bytes of the object, so that comparing two folders makes no objects for what they
 * have in common.
 */
final class DirTree {
  /** A folder that holds nothing. */
  static final DirTree EMPTY = new DirTree(new byte[0], new int[0], new int[0]);

  /** Bytes of one name; Linux allows 255, libostree sets no limit. */
  private static final int MAX_NAME = 4096;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Entries files;
  private final Entries folders;

  private DirTree(byte[] bytes, int[] fileSpans, int[] folderSpans) {
    this.files = new Entries(bytes, fileSpans);
    this.folders = new Entries(bytes, folderSpans);
  }

  /**
   * Takes apart the verified bytes of the object {@code checksum}. Every name is one that a file
   * can have, all differ, and both lists are sorted bytewise as libostree writes them
   * (create_tree_variant_from_hashes).
   */
  static DirTree parse(Checksum checksum, byte[] bytes) throws StoreException {
    try {
      int body = bytes.length - width(bytes.length);
      int middle = offset(bytes, body, bytes.length, body);
      int[] files = spans(bytes, 0, middle, 1);
      int[] folders = spans(bytes, middle, body, 2);
      DirTree tree = new DirTree(bytes, files, folders);
      tree.requireDistinct();
      return tree;
    } catch (VariantException e) {
      throw e.in(Objects.name(checksum, ObjectType.DIRTREE));
    }
  }

  /** Files and links. */
  Entries files() {
    return files;
  }

  /** Folders. */
  Entries folders() {
    return folders;
  }

  private void requireDistinct() throws VariantException {
    int file = 0;
    int folder = 0;
    while (file < files.count() && folder < folders.count()) {
      int order = files.compareName(file, folders, folder);
      if (order == 0) {
        throw new VariantException(Flaw.MALFORMED);
      }
      if (order < 0) {
        file++;
      } else {
        folder++;
      }
    }
  }

  /** Start and end of each name; the checksums follow the zero byte at the end of the name. */
  private static int[] spans(byte[] bytes, int from, int to, int checksums)
      throws VariantException {
    if (from == to) {
      return new int[0];
    }
    int width = width(to - from);
    int table = from + offset(bytes, to - width, to, to - width - from);
    if ((to - table) % width != 0) {
      throw new VariantException(Flaw.MALFORMED);
    }
    int count = (to - table) / width;
    int[] spans = new int[2 * count];
    int start = from;
    for (int i = 0; i < count; i++) {
      int at = table + i * width;
      int end = from + offset(bytes, at, at + width, table - from);
      if (end < start) {
        throw new VariantException(Flaw.TRUNCATED);
      }
      spans[2 * i] = start;
      spans[2 * i + 1] = nameEnd(bytes, start, end, checksums);
      requireName(bytes, spans[2 * i], spans[2 * i + 1]);
      if (i > 0
          && compare(bytes, spans[2 * i - 2], spans[2 * i - 1], bytes, start, spans[2 * i + 1])
              >= 0) {
        throw new VariantException(Flaw.UNSORTED_NAMES);
      }
      start = end;
    }
    return spans;
  }

  /**
   * Where the name of the tuple {@code (say)} or {@code (sayay)} between two offsets ends; all
   * checksums in it have been seen to have 32 bytes.
   */
  private static int nameEnd(byte[] bytes, int start, int end, int checksums)
      throws VariantException {
    int width = width(end - start);
    int body = end - checksums * width;
    int nameEnd = body - checksums * Checksum.BYTES - 1;
    if (nameEnd < start
        || bytes[nameEnd] != 0
        || start + offset(bytes, end - width, end, body - start) != nameEnd + 1
        || (checksums == 2
            && start + offset(bytes, body, body + width, body - start)
                != nameEnd + 1 + Checksum.BYTES)) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return nameEnd;
  }

  /** The rules of ot_util_filename_validate, and a limit. */
  private static void requireName(byte[] bytes, int start, int end) throws VariantException {
    int length = end - start;
    if (length > MAX_NAME) {
      throw new VariantException(Flaw.TOO_LARGE);
    }
    boolean dots = length <= 2;
    boolean ascii = true;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '/' || b == 0) {
        throw new VariantException(Flaw.UNSAFE_NAME);
      }
      dots &= b == '.';
      ascii &= b > 0;
    }
    if (dots || !(ascii || isUtf8(bytes, start, length))) {
      throw new VariantException(Flaw.UNSAFE_NAME);
    }
  }

  private static boolean isUtf8(byte[] bytes, int start, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Bytes of an offset in a container of this size (gvs_get_offset_size). */
  private static int width(int size) {
    if (size > 0xffff) {
      return 4;
    }
    return size > 0xff ? 2 : 1;
  }

  /** The little-endian offset stored in {@code [at, to)}, which must not be above {@code limit}. */
  private static int offset(byte[] bytes, int at, int to, int limit) throws VariantException {
    if (at < 0) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    long value = 0;
    for (int i = to - 1; i >= at; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    if (value > limit) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return (int) value;
  }

  private static int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    return Arrays.compareUnsigned(a, aFrom, aTo, b, bFrom, bTo);
  }

  /** The files or the folders of one folder, sorted bytewise by name. */
  static final class Entries {
    private final byte[] bytes;
    private final int[] spans;

    private Entries(byte[] bytes, int[] spans) {
      this.bytes = bytes;
      this.spans = spans;
    }

    int count() {
      return spans.length / 2;
    }

    String name(int i) {
      return new String(bytes, start(i), end(i) - start(i), StandardCharsets.UTF_8);
    }

    /** Content of a file, dirtree of a folder. */
    Checksum checksum(int i) {
      return Checksum.of(bytes, end(i) + 1);
    }

    /** The first eight bytes of {@link #checksum}. */
    long firstBytes(int i) {
      return (long) LONG.get(bytes, end(i) + 1);
    }

    /** Dirmeta of a folder; files have none. */
    Checksum meta(int i) {
      return Checksum.of(bytes, end(i) + 1 + Checksum.BYTES);
    }

    int compareName(int i, Entries other, int j) {
      return compare(bytes, start(i), end(i), other.bytes, other.start(j), other.end(j));
    }

    boolean sameChecksum(int i, Entries other, int j) {
      return same(end(i) + 1, other, other.end(j) + 1);
    }

    boolean sameMeta(int i, Entries other, int j) {
      return same(end(i) + 1 + Checksum.BYTES, other, other.end(j) + 1 + Checksum.BYTES);
    }

    /** Where this name is. */
    OptionalInt find(String name) {
      byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
      int low = 0;
      int high = count() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = compare(bytes, start(middle), end(middle), wanted, 0, wanted.length);
        if (order == 0) {
          return OptionalInt.of(middle);
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return OptionalInt.empty();
    }

    private boolean same(int at, Entries other, int otherAt) {
      return Arrays.equals(
          bytes, at, at + Checksum.BYTES, other.bytes, otherAt, otherAt + Checksum.BYTES);
    }

    private int start(int i) {
      return spans[2 * i];
    }

    private int end(int i) {
      return spans[2 * i + 1];
    }
  }
}
