package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When each of the 256 folders {@code objects/00} to {@code objects/ff} last changed, which is when
 * an object in it was last made or deleted. A folder that changed a moment ago may change again
 * within the same tick of the file system's clock, so its time proves nothing (the "racily clean"
 * rule of git's index).
 */
final class FolderTimes {
  /** Bytes that {@link #writeTo} writes. */
  static final int BYTES = 256 * Long.BYTES;

  private static final long DOUBTFUL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long UNKNOWN = 0;

  /** Nanoseconds since 1970, or UNKNOWN. */
  private final long[] changed;

  private FolderTimes(long[] changed) {
    this.changed = changed;
  }

  /** Those of the folder {@code objects}, now. */
  static FolderTimes of(Path objects) {
    Instant now = Instant.now();
    long doubtful = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - DOUBTFUL_NANOS;
    long[] changed = new long[256];
    for (int i = 0; i < changed.length; i++) {
      try {
        Path folder = objects.resolve(String.format("%02x", i));
        long nanos = Files.getLastModifiedTime(folder).to(TimeUnit.NANOSECONDS);
        changed[i] = nanos < doubtful ? nanos : UNKNOWN;
      } catch (IOException e) {
        changed[i] = UNKNOWN;
      }
    }
    return new FolderTimes(changed);
  }

  /** As written by {@link #writeTo}; the caller has checked that there are enough bytes. */
  static FolderTimes read(ByteBuffer from) {
    long[] changed = new long[256];
    from.asLongBuffer().get(changed);
    return new FolderTimes(changed);
  }

  void writeTo(ByteBuffer to) {
    for (long nanos : changed) {
      to.putLong(nanos);
    }
  }

  /** Whether objects whose checksum starts with this byte are the same ones as they were then. */
  boolean unchangedSince(FolderTimes then, int firstByte) {
    return changed[firstByte] != UNKNOWN && changed[firstByte] == then.changed[firstByte];
  }
}
