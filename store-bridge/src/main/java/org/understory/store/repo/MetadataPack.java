package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.understory.model.history.Checksum;

/**
 * Commits and folders that were fetched, one after the other in one file: to make a file for each
 * would take most of the time of a look at a server. Each is its checksum, its length and its
 * bytes. What is damaged is the same as not there, for whoever reads checks the checksum. Several
 * programs may use it at once, for it only grows, or begins anew. For use by several threads.
 */
final class MetadataPack {
  /** Bytes of the file; more, and it begins anew. A large update brings five thousand folders. */
  static final long MAX_BYTES = 64 << 20;

  private static final int HEAD = Checksum.BYTES + Integer.BYTES;
  private static final int CHUNK = 256 << 10;

  /** Two locks of one program on one file are an error in Java. */
  private static final Object WRITING = new Object();

  private final Path file;
  private final Map<Checksum, Place> index = new ConcurrentHashMap<>();
  private volatile Optional<FileChannel> reading = Optional.empty();
  private Optional<Object> identity = Optional.empty();
  private boolean looked;
  private long end;

  MetadataPack(Path file) {
    this.file = file;
  }

  private record Place(long position, int length) {}

  /** The bytes that were put there under this checksum, if nothing happened to them. */
  Optional<byte[]> find(Checksum checksum) {
    look();
    Place place = index.get(checksum);
    if (place == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    try {
      fill(open(), bytes, place.position());
    } catch (IOException e) {
      forget(e);
      return Optional.empty();
    }
    return Optional.of(bytes.array())
        .filter(it -> !bytes.hasRemaining() && Objects.sha256(it).equals(checksum));
  }

  /** Whether something is there under this checksum. */
  boolean has(Checksum checksum) {
    look();
    return index.containsKey(checksum);
  }

  /** Puts more there; {@code objects} have been verified. Returns how many bytes came. */
  long append(Map<Checksum, byte[]> objects) throws IOException {
    long sum = objects.values().stream().mapToLong(it -> HEAD + it.length).sum();
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(sum));
    objects.forEach((checksum, bytes) -> all.put(checksum.bytes()).putInt(bytes.length).put(bytes));
    all.flip();
    synchronized (WRITING) {
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        long at = reserve(channel, sum);
        long position = at;
        while (all.hasRemaining()) {
          position += channel.write(all, position);
        }
        note(objects, at);
      }
    }
    return sum;
  }

  /** Where these are, one after the other. */
  private synchronized void note(Map<Checksum, byte[]> objects, long at) {
    end = at;
    objects.forEach(
        (checksum, bytes) -> {
          index.put(checksum, new Place(end + HEAD, bytes.length));
          end += HEAD + bytes.length;
        });
  }

  /** Where the next one comes: behind all that is whole. */
  private synchronized long reserve(FileChannel channel, long more) throws IOException {
    scan(channel);
    if (end + more > MAX_BYTES) {
      index.clear();
      end = 0;
    }
    // What another program could not write to its end is in the way.
    channel.truncate(end);
    return end;
  }

  /** Finds what is there, once. */
  private synchronized void look() {
    if (looked) {
      return;
    }
    looked = true;
    try {
      scan(open());
    } catch (NoSuchFileException e) {
      // Nothing has been kept yet.
    } catch (IOException e) {
      forget(e);
    }
  }

  private synchronized FileChannel open() throws IOException {
    if (reading.isEmpty() || !reading.get().isOpen()) {
      reading = Optional.of(FileChannel.open(file, StandardOpenOption.READ));
    }
    return reading.get();
  }

  private synchronized void forget(IOException trouble) {
    CacheSpace.LOG.debug("not read: {}", file, trouble);
    close();
  }

  /** Goes on from where it ended the last time. */
  private synchronized void scan(FileChannel channel) throws IOException {
    looked = true;
    Object now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    long size = channel.size();
    if (!Optional.of(now).equals(identity) || size < end) {
      if (identity.isPresent()) {
        close();
      }
      identity = Optional.of(now);
      index.clear();
      end = 0;
    }
    if (end == size) {
      return;
    }
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (true) {
      fill(channel, chunk.clear(), end);
      long before = end;
      chunk.flip();
      while (chunk.remaining() >= HEAD) {
        Checksum checksum = next(chunk);
        int length = chunk.getInt();
        long after = end + HEAD + length;
        if (length <= 0 || after > size) {
          return;
        }
        index.put(checksum, new Place(end + HEAD, length));
        end = after;
        chunk.position((int) Math.min(after - before, chunk.limit()));
      }
      if (end == before) {
        return;
      }
    }
  }

  private static Checksum next(ByteBuffer from) {
    byte[] bytes = new byte[Checksum.BYTES];
    from.get(bytes);
    return Checksum.of(bytes, 0);
  }

  private static void fill(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) <= 0) {
        return;
      }
    }
  }

  /** What is there stays, and can still be found. */
  synchronized void close() {
    try {
      if (reading.isPresent()) {
        reading.get().close();
      }
    } catch (IOException e) {
      CacheSpace.LOG.debug("not closed: {}", file, e);
    }
    reading = Optional.empty();
  }
}
