package org.understory.store.repo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;

/**
 * Commits in one block of bytes, as the index keeps them, big-endian:
 *
 * <pre>
 * magic and version 8, CRC-32C of all that follows 8, repository 32, commits 4, bytes of text 4,
 * folder times 256 * 8, commits whose first byte is at most 0..255 256 * 4,
 * a row of 160 for each commit by checksum, text in UTF-8
 * </pre>
 *
 * The sum finds damage, not malice: the folder belongs to the person. Still nothing outside the
 * block is ever read.
 */
final class CommitTable {
  /** Bytes of the largest table. */
  static final int MAX_BYTES = 256 << 20;

  private static final long MAGIC = 0x556e646572730002L;
  private static final int SUMMED = 16;
  private static final int TIMES = 56;
  private static final int FANOUT = TIMES + FolderTimes.BYTES;
  private static final int ROWS = FANOUT + 256 * Integer.BYTES;
  private static final int ROW = 160;
  private static final int MAX_TEXT = 1 << 20;

  /** Bits that count the rows of the largest table. */
  private static final long POSITION = (1 << 21) - 1;

  private static final int PARENT = 32;
  private static final int ROOT_TREE = 64;
  private static final int ROOT_META = 96;
  private static final int TIMESTAMP = 128;
  private static final int KIND = 136;
  private static final int HAS_PARENT = 137;
  private static final int HAS_VERSION = 138;
  private static final int TEXT = 140;
  private static final int LENGTHS = 144;

  private static final List<Commit.Kind> KINDS =
      List.of(Commit.Kind.RELEASE, Commit.Kind.LAYERED, Commit.Kind.CONTAINER);

  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final int count;
  private final int text;
  private Checksum lastTree = new Checksum(0, 0, 0, 0);
  private Checksum lastMeta = lastTree;

  private CommitTable(byte[] bytes) {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes);
    this.count = buffer.getInt(48);
    this.text = ROWS + count * ROW;
  }

  /** The table in these bytes, unless they are damaged or those of another repository. */
  static Optional<CommitTable> read(byte[] bytes, Checksum repository) {
    if (bytes.length < ROWS) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long length = ROWS + (long) ROW * buffer.getInt(48) + buffer.getInt(52);
    boolean whole =
        buffer.getLong(0) == MAGIC
            && buffer.getInt(48) >= 0
            && buffer.getInt(52) >= 0
            && length == bytes.length
            && buffer.getLong(8) == sum(bytes)
            && Checksum.of(bytes, SUMMED).equals(repository);
    return whole ? Optional.of(new CommitTable(bytes)) : Optional.empty();
  }

  /** Bytes that hold as many of the commits as fit. */
  static byte[] write(Checksum repository, FolderTimes times, Collection<Commit> commits) {
    List<Commit> fitting = new ArrayList<>(commits.size());
    long length = ROWS;
    for (Commit commit : commits) {
      long limit = textLimit(commit);
      if (length + ROW + limit <= MAX_BYTES && limit <= MAX_TEXT) {
        fitting.add(commit);
        length += ROW + limit;
      }
    }
    Commit[] sorted = sorted(fitting);
    // In one piece, each byte where it belongs: a second copy of all rows was the peak of memory.
    long textLength = 0;
    for (Commit commit : sorted) {
      textLength += utf8(commit.subject()).length + utf8(commit.body()).length;
      textLength += utf8(commit.version().orElse("")).length;
    }
    int textStart = ROWS + sorted.length * ROW;
    ByteBuffer out = ByteBuffer.allocate((int) (textStart + textLength));
    out.putLong(MAGIC).putLong(0);
    put(out, repository).putInt(sorted.length).putInt((int) textLength);
    times.writeTo(out);
    writeFanout(out, sorted);
    ByteBuffer text = out.slice(textStart, (int) textLength);
    for (Commit commit : sorted) {
      writeRow(out, commit, text);
    }
    return out.putLong(8, sum(out.array())).array();
  }

  /** The times that {@link #write} was given. */
  FolderTimes times() {
    return FolderTimes.read(buffer.slice(TIMES, FolderTimes.BYTES));
  }

  /** The commit of this name. */
  Optional<Commit> find(Checksum checksum) {
    int first = (int) (checksum.a() >>> 56);
    int low = first == 0 ? 0 : buffer.getInt(FANOUT + (first - 1) * Integer.BYTES);
    int high = buffer.getInt(FANOUT + first * Integer.BYTES) - 1;
    while (low >= 0 && low <= high && high < count) {
      int middle = (low + high) >>> 1;
      int order = compare(ROWS + middle * ROW, checksum);
      if (order == 0) {
        return commit(ROWS + middle * ROW, checksum);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** All of them, by checksum. */
  List<Commit> all() {
    List<Commit> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int row = ROWS + i * ROW;
      commit(row, Checksum.of(bytes, row)).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Commit> commit(int row, Checksum checksum) {
    int subject = buffer.getInt(row + LENGTHS);
    int body = buffer.getInt(row + LENGTHS + 4);
    int version = buffer.getInt(row + LENGTHS + 8);
    int start = buffer.getInt(row + TEXT);
    int kind = bytes[row + KIND];
    if ((start | subject | body | version | kind) < 0
        || kind >= KINDS.size()
        || (long) text + start + subject + body + version > bytes.length) {
      return Optional.empty();
    }
    int at = text + start;
    lastTree = shared(row + ROOT_TREE, lastTree);
    lastMeta = shared(row + ROOT_META, lastMeta);
    return Optional.of(
        new Commit(
            checksum,
            bytes[row + HAS_PARENT] == 0
                ? Optional.empty()
                : Optional.of(Checksum.of(bytes, row + PARENT)),
            buffer.getLong(row + TIMESTAMP),
            string(at, subject),
            string(at + subject, body),
            bytes[row + HAS_VERSION] == 0
                ? Optional.empty()
                : Optional.of(string(at + subject + body, version)),
            KINDS.get(kind),
            lastTree,
            lastMeta));
  }

  private int compare(int row, Checksum wanted) {
    int order = Long.compareUnsigned(buffer.getLong(row), wanted.a());
    return order != 0 ? order : Checksum.of(bytes, row).compareTo(wanted);
  }

  /** Neighbours in history often share a tree, and nearly all commits share one root dirmeta. */
  private Checksum shared(int at, Checksum last) {
    Checksum checksum = Checksum.of(bytes, at);
    return checksum.equals(last) ? last : checksum;
  }

  private String string(int at, int length) {
    return length == 0 ? "" : new String(bytes, at, length, StandardCharsets.UTF_8);
  }

  /**
   * By checksum. Much of the time of writing was sorting, with two commits fetched at each
   * comparison, so numbers are sorted that hold the first bits and a position.
   */
  private static Commit[] sorted(List<Commit> commits) {
    long[] order = new long[commits.size()];
    for (int i = 0; i < order.length; i++) {
      // Numbers compare as signed, checksums as unsigned.
      order[i] = ((commits.get(i).checksum().a() ^ Long.MIN_VALUE) & ~POSITION) | i;
    }
    Arrays.sort(order);
    Commit[] sorted = new Commit[order.length];
    for (int i = 0; i < order.length; i++) {
      Commit commit = commits.get((int) (order[i] & POSITION));
      int at = i;
      // Hardly ever: checksums that have all of the first bits in common.
      while (at > 0 && sorted[at - 1].checksum().compareTo(commit.checksum()) > 0) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = commit;
    }
    return sorted;
  }

  private static void writeFanout(ByteBuffer out, Commit[] sorted) {
    int[] upTo = new int[256];
    for (Commit commit : sorted) {
      upTo[(int) (commit.checksum().a() >>> 56)]++;
    }
    Arrays.parallelPrefix(upTo, Integer::sum);
    for (int n : upTo) {
      out.putInt(n);
    }
  }

  private static void writeRow(ByteBuffer out, Commit commit, ByteBuffer text) {
    put(out, commit.checksum());
    put(out, commit.parent().orElse(commit.checksum()));
    put(out, commit.rootTree());
    put(out, commit.rootMeta());
    out.putLong(commit.timestamp());
    out.put((byte) KINDS.indexOf(commit.kind()));
    out.put((byte) (commit.parent().isPresent() ? 1 : 0));
    out.put((byte) (commit.version().isPresent() ? 1 : 0));
    out.put((byte) 0);
    out.putInt(text.position());
    out.putInt(append(commit.subject(), text));
    out.putInt(append(commit.body(), text));
    out.putInt(append(commit.version().orElse(""), text));
    out.putInt(0);
  }

  private static ByteBuffer put(ByteBuffer out, Checksum checksum) {
    return out.putLong(checksum.a())
        .putLong(checksum.b())
        .putLong(checksum.c())
        .putLong(checksum.d());
  }

  /** Bytes that were appended. */
  private static int append(String addition, ByteBuffer text) {
    byte[] bytes = utf8(addition);
    text.put(bytes);
    return bytes.length;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** No text takes more bytes than this: three for each char. */
  private static long textLimit(Commit commit) {
    return 3L
        * (commit.subject().length()
            + commit.body().length()
            + commit.version().map(String::length).orElse(0));
  }

  private static long sum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, SUMMED, bytes.length - SUMMED);
    return crc.getValue();
  }
}
