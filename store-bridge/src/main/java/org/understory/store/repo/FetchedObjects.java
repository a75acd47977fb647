package org.understory.store.repo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/**
 * Objects of an archive repository that are fetched when they are first wanted, verified, and kept.
 * Of a file whose content nobody wants only the header is fetched; no checksum covers that alone,
 * so it is kept apart, and what it says of size and mode is the server's word.
 */
final class FetchedObjects implements ObjectFiles {
  /**
   * Bytes of one metadata object; older libostree pulled no larger one (OSTREE_MAX_METADATA_SIZE).
   */
  private static final int MAX_METADATA = 10 << 20;

  /** Bytes of the file of one file object: far more than any real one, far less than a disk. */
  private static final long MAX_FILE = 1L << 30;

  /** Bytes of its content: a few bytes can be unpacked without end. */
  private static final long MAX_CONTENT = 4L << 30;

  /** Bytes at the start of a file object that nearly every header has room in. */
  private static final int HEADER = 512;

  private static final String FILE = ObjectType.FILEZ.suffix();

  private final Path folder;
  private final ObjectSource source;
  private final CacheSpace space;
  private final ObjectFiles kept;

  FetchedObjects(Path folder, ObjectSource source) {
    this.folder = folder;
    this.source = source;
    this.space = new CacheSpace(folder);
    this.kept = new NioObjectFiles(folder.resolve("objects"));
  }

  @Override
  public FileFormat.Stat stat(Checksum checksum, String suffix) throws IOException {
    return kept.stat(checksum, suffix);
  }

  @Override
  public void list(int number, Listing files) throws IOException {
    kept.list(number, files);
  }

  @Override
  public byte[] meta(Checksum checksum, String suffix) throws IOException {
    return kept.meta(checksum, suffix);
  }

  /** A metadata object. Signatures may come after their commit, so those are not kept. */
  @Override
  public byte[] read(Checksum checksum, String suffix, int limit)
      throws IOException, VariantException, StoreException {
    boolean verifiable = !suffix.equals(ObjectType.COMMITMETA.suffix());
    if (verifiable) {
      try {
        byte[] bytes = kept.read(checksum, suffix, limit);
        if (Objects.sha256(bytes).equals(checksum)) {
          return bytes;
        }
      } catch (NoSuchFileException | VariantException e) {
        // Then it is fetched, and takes the place of what is damaged.
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!source.fetch(checksum, suffix, Math.min(limit, MAX_METADATA), bytes)) {
      throw new NoSuchFileException(Location.name(checksum, suffix));
    }
    byte[] fetched = bytes.toByteArray();
    if (verifiable) {
      if (!Objects.sha256(fetched).equals(checksum)) {
        throw source.damaged(checksum.hex() + "." + suffix);
      }
      keep(fetched, path("objects", checksum, suffix));
    }
    return fetched;
  }

  @Override
  public byte[] start(Checksum checksum, String suffix, int count)
      throws IOException, VariantException, StoreException {
    Path whole = path("objects", checksum, suffix);
    for (Path path : new Path[] {whole, path("headers", checksum, suffix)}) {
      try {
        byte[] bytes = first(path, count);
        // The start of a header that is longer than what is kept of it says too little.
        if (path.equals(whole) || bytes.length == count || bytes.length < HEADER) {
          return bytes;
        }
      } catch (NoSuchFileException e) {
        // It is elsewhere, or not here yet.
      }
    }
    int wanted = Math.max(count, HEADER);
    byte[] bytes =
        source
            .start(checksum, suffix, wanted)
            .orElseThrow(() -> new NoSuchFileException(whole.toString()));
    keep(bytes, path("headers", checksum, suffix));
    return bytes.length <= count ? bytes : Arrays.copyOf(bytes, count);
  }

  @Override
  public Path header(Path place, Checksum checksum)
      throws IOException, VariantException, StoreException {
    if (Files.exists(place)) {
      return place;
    }
    byte[] start = start(checksum, FILE, HEADER);
    // The size of the header comes first, then four bytes of padding.
    boolean complete =
        start.length >= 8 && ByteBuffer.wrap(start).getInt() <= (long) start.length - 8;
    return complete ? path("headers", checksum, FILE) : content(place, checksum);
  }

  @Override
  public Path content(Path place, Checksum checksum)
      throws IOException, VariantException, StoreException {
    if (Files.exists(place) && isWhole(checksum, place)) {
      touch(place);
      return place;
    }
    Path unfinished = space.unfinished(place);
    try {
      boolean found;
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        found = source.fetch(checksum, FILE, MAX_FILE, out);
      }
      if (!found) {
        throw new NoSuchFileException(place.toString());
      }
      if (!isWhole(checksum, unfinished)) {
        throw source.damaged(Objects.name(checksum, ObjectType.FILE));
      }
      space.take(unfinished, place);
      Files.deleteIfExists(path("headers", checksum, FILE));
      return place;
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public void close() {
    space.tidy();
  }

  private static boolean isWhole(Checksum checksum, Path file) throws IOException {
    ArchiveFiles format = new ArchiveFiles();
    try {
      FileObject header = format.header(file);
      if (header.size() > MAX_CONTENT) {
        return false;
      }
      FileContent.open(checksum, header, format, file, new Cancellation()).close();
      return true;
    } catch (EOFException | VariantException e) {
      return false;
    }
  }

  /** What can't be kept, for lack of space for example, was still read. */
  private void keep(byte[] bytes, Path place) {
    try {
      Path unfinished = space.unfinished(place);
      try {
        Files.write(unfinished, bytes);
        space.take(unfinished, place);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      CacheSpace.LOG.debug("not kept: {}", place, e);
    }
  }

  /** What was used last is thrown away last. */
  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  private static byte[] first(Path path, int count) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(count);
    }
  }

  private Path path(String part, Checksum checksum, String suffix) {
    return folder.resolve(part + "/" + Location.name(checksum, suffix));
  }
}
