package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * All objects that are in one repository with what each takes on the disk, in one part for each of
 * its 256 folders. A folder that has not changed since an earlier inventory is not read again.
 */
final class Inventory {
  /** Folders of objects. */
  static final int FOLDERS = 256;

  /** Of a repository of which nothing is known. */
  static final Inventory NONE = new Inventory(Optional.empty(), new Part[0], false);

  private static final int HEAD = Integer.BYTES + Long.BYTES + Integer.BYTES;

  private final Optional<FolderTimes> times;
  private final Part[] parts;

  private final boolean known;

  private Inventory(Optional<FolderTimes> times, Part[] parts, boolean known) {
    this.times = times;
    this.parts = parts;
    this.known = known;
  }

  /**
   * One folder.
   *
   * @param keys sorted, each once
   * @param blocks of 512 bytes, in the same order
   * @param others bytes of what is neither commit nor folder nor file
   * @param tombstones of deleted commits
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared by content; it is long
  record Part(long[] keys, int[] blocks, long others, int tombstones) {}

  /** Reads what has changed since {@code earlier}. */
  static Inventory read(
      Location location, Inventory earlier, DoubleConsumer progress, Cancellation cancellation)
      throws StoreException {
    Path objects = location.directory().resolve("objects");
    // Before anything is looked for: what changes from here on changes the times as well.
    FolderTimes now = FolderTimes.of(objects);
    Part[] parts = new Part[FOLDERS];
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < FOLDERS; i++) {
      if (earlier.times.isPresent() && now.unchangedSince(earlier.times.get(), i)) {
        parts[i] = earlier.parts[i];
      } else {
        changed.add(i);
      }
    }
    int[] done = {0};
    WorkQueue.run(
        WorkQueue.WAITING_THREADS,
        changed,
        (number, _) -> {
          Part part = part(location, number, cancellation);
          synchronized (parts) {
            parts[number] = part;
            progress.accept(++done[0] / (double) changed.size());
          }
        },
        cancellation);
    return new Inventory(Optional.of(now), parts, changed.isEmpty());
  }

  private static Part part(Location location, int number, Cancellation cancellation)
      throws StoreException {
    Filling filling = new Filling(number, location);
    try {
      cancellation.check();
      location.files().list(number, filling::add);
    } catch (NoSuchFileException none) {
      return filling.part();
    } catch (IOException e) {
      throw SmallFile.trouble(location.directory().resolve("objects"), e);
    }
    return filling.part();
  }

  /** Whether nothing had to be read that the earlier one did not have. */
  boolean isKnown() {
    return known;
  }

  Part part(int folder) {
    return parts[folder];
  }

  /** Whether the object is here. */
  boolean has(long key) {
    return ObjectKey.find(parts[ObjectKey.folder(key)].keys, key).isPresent();
  }

  /** Bytes on the disk; 0 where the object is not here. */
  long bytes(long key) {
    Part part = parts[ObjectKey.folder(key)];
    OptionalInt at = ObjectKey.find(part.keys, key);
    return at.isPresent() ? part.blocks[at.getAsInt()] * DiskUse.BLOCK : 0;
  }

  /** Number of objects. */
  int count() {
    return Arrays.stream(parts).mapToInt(part -> part.keys.length).sum();
  }

  /** Bytes of all objects. */
  long all() {
    return Arrays.stream(parts)
        .mapToLong(part -> Arrays.stream(part.blocks).asLongStream().sum() * DiskUse.BLOCK)
        .sum();
  }

  /** Bytes of what is neither commit nor folder nor file. */
  long others() {
    return Arrays.stream(parts).mapToLong(Part::others).sum();
  }

  /** Tombstones of deleted commits. */
  int tombstones() {
    return Arrays.stream(parts).mapToInt(Part::tombstones).sum();
  }

  /** Bytes that {@link #writeTo} writes. */
  long size() {
    return FolderTimes.BYTES
        + (long) FOLDERS * HEAD
        + (long) count() * (Long.BYTES + Integer.BYTES);
  }

  void writeTo(ByteBuffer to) {
    times.orElseThrow().writeTo(to);
    for (Part part : parts) {
      to.putInt(part.keys.length).putLong(part.others).putInt(part.tombstones);
      to.asLongBuffer().put(part.keys);
      to.position(to.position() + part.keys.length * Long.BYTES);
      to.asIntBuffer().put(part.blocks);
      to.position(to.position() + part.blocks.length * Integer.BYTES);
    }
  }

  /**
   * As written by {@link #writeTo}.
   *
   * @throws java.nio.BufferUnderflowException if it is cut off
   * @throws IllegalArgumentException if it is not what was written
   */
  static Inventory read(ByteBuffer from) {
    FolderTimes times = FolderTimes.read(from.slice(from.position(), FolderTimes.BYTES));
    from.position(from.position() + FolderTimes.BYTES);
    Part[] parts = new Part[FOLDERS];
    for (int i = 0; i < FOLDERS; i++) {
      int count = from.getInt();
      long others = from.getLong();
      int tombstones = from.getInt();
      if (count < 0 || count > from.remaining() / (Long.BYTES + Integer.BYTES)) {
        throw new IllegalArgumentException("count");
      }
      long[] keys = new long[count];
      int[] blocks = new int[count];
      from.asLongBuffer().get(keys);
      from.position(from.position() + count * Long.BYTES);
      from.asIntBuffer().get(blocks);
      from.position(from.position() + count * Integer.BYTES);
      parts[i] = new Part(keys, blocks, others, tombstones);
    }
    return new Inventory(Optional.of(times), parts, true);
  }

  /** A part while it is being read. */
  private static final class Filling {
    private static final long MAX_BLOCKS = Integer.MAX_VALUE;

    /** Digits of a checksum that are not the name of its folder. */
    private static final int DIGITS = 2 * Checksum.BYTES - 2;

    /** Of these, what a key is made of. */
    private static final int KEY_DIGITS = 2 * Long.BYTES - 2;

    private final long folder;
    private final Location location;
    private long[] keys = new long[64];
    private int[] blocks = new int[64];
    private int count;
    private long others;
    private int tombstones;

    Filling(int folder, Location location) {
      this.folder = folder;
      this.location = location;
    }

    void add(byte[] name, int length, long bytes) {
      boolean object = length > DIGITS + 1 && name[DIGITS] == '.';
      long start = folder;
      for (int i = 0; i < DIGITS && object; i++) {
        int digit = digit(name[i]);
        object = digit >= 0;
        start = i < KEY_DIGITS ? start << 4 | digit : start;
      }
      String suffix =
          object
              ? new String(name, DIGITS + 1, length - DIGITS - 1, StandardCharsets.ISO_8859_1)
              : "";
      Optional<ObjectType> type = ObjectKey.type(suffix, location);
      if (type.isPresent()) {
        add(ObjectKey.of(start, type.get()), bytes);
      } else {
        others += bytes;
        tombstones += suffix.equals("tombstone-commit") ? 1 : 0;
      }
    }

    private void add(long key, long bytes) {
      if (count == keys.length) {
        keys = Arrays.copyOf(keys, 2 * count);
        blocks = Arrays.copyOf(blocks, 2 * count);
      }
      keys[count] = key;
      blocks[count++] = (int) Math.min(bytes / DiskUse.BLOCK, MAX_BLOCKS);
    }

    private static int digit(byte letter) {
      if (letter >= '0' && letter <= '9') {
        return letter - '0';
      }
      return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** A folder has less than a thousand objects where the repository has a hundred thousand. */
    Part part() {
      long[] sorted = Arrays.copyOf(keys, count);
      Arrays.sort(sorted);
      int distinct = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          sorted[distinct++] = sorted[i];
        }
      }
      sorted = Arrays.copyOf(sorted, distinct);
      int[] sizes = new int[distinct];
      for (int i = 0; i < count; i++) {
        // A commit and its detached metadata have one key.
        sizes[Arrays.binarySearch(sorted, keys[i])] += blocks[i];
      }
      return new Part(sorted, sizes, others, tombstones);
    }
  }
}
