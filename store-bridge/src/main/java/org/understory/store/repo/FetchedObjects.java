package org.understory.store.repo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
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
  private final MetadataPack pack;
  private final KeptLater<Checksum> metadata;
  private final KeptLater<Path> headers;
  private final ObjectFiles kept;

  FetchedObjects(Path folder, ObjectSource source) {
    this.folder = folder;
    this.source = source;
    this.space = new CacheSpace(folder);
    this.pack = new MetadataPack(folder.resolve("metadata"));
    this.metadata = new KeptLater<>(this::keepMetadata);
    this.headers = new KeptLater<>(batch -> batch.forEach(this::keepHeader));
    this.kept = new NioObjectFiles(folder.resolve("objects"));
  }

  private FetchedObjects(FetchedObjects same, ObjectSource source) {
    this.folder = same.folder;
    this.source = source;
    this.space = same.space;
    this.pack = same.pack;
    this.metadata = same.metadata;
    this.headers = same.headers;
    this.kept = same.kept;
  }

  /** What was fetched and is kept here, with somebody else to ask for the rest. */
  FetchedObjects asking(ObjectSource other) {
    return new FetchedObjects(this, other);
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
  public boolean exists(Checksum checksum, String suffix) {
    return suffix.equals(FILE)
        ? kept.exists(checksum, suffix)
        // What has just been read may not be written yet.
        : metadata.find(checksum).isPresent() || pack.has(checksum);
  }

  @Override
  public byte[] meta(Checksum checksum, String suffix) throws IOException {
    return kept.meta(checksum, suffix);
  }

  /** Signatures have no checksum of their own, but nobody asks that of them. */
  @Override
  public boolean verifies() {
    return true;
  }

  /** A metadata object. Signatures may come after their commit, so those are not kept. */
  @Override
  public byte[] read(Checksum checksum, String suffix, int limit)
      throws IOException, VariantException, StoreException {
    boolean verifiable = !suffix.equals(ObjectType.COMMITMETA.suffix());
    if (verifiable) {
      Optional<byte[]> here = metadata.find(checksum).or(() -> pack.find(checksum));
      if (here.isPresent()) {
        return here.get();
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FetchTarget target =
        FetchTarget.of(bytes, it -> !verifiable || Objects.sha256(it).equals(checksum));
    if (!source.fetch(checksum, suffix, Math.min(limit, MAX_METADATA), target)) {
      throw new NoSuchFileException(Location.name(checksum, suffix));
    }
    byte[] fetched = bytes.toByteArray();
    if (verifiable) {
      metadata.add(checksum, fetched);
    }
    return fetched;
  }

  @Override
  public byte[] start(Checksum checksum, String suffix, int count)
      throws IOException, VariantException, StoreException {
    Path whole = path("objects", checksum, suffix);
    Path header = path("headers", checksum, suffix);
    for (Path path : new Path[] {whole, header}) {
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
    headers.add(header, bytes);
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
    if (complete) {
      headers.finish();
      return path("headers", checksum, FILE);
    }
    return content(place, checksum);
  }

  @Override
  public Path content(Path place, Checksum checksum)
      throws IOException, VariantException, StoreException {
    if (Files.exists(place) && isWhole(checksum, place)) {
      touch(place);
      return place;
    }
    Optional<PartialFile> shared = partial(space.shared(place), checksum);
    try (PartialFile file = shared.isPresent() ? shared.get() : own(place, checksum)) {
      // Whoever had it before may have brought it.
      if (!Files.exists(place) || !isWhole(checksum, place)) {
        fetch(checksum, file);
        space.take(file.path(), place);
        Files.deleteIfExists(path("headers", checksum, FILE));
      }
      return place;
    }
  }

  /** For nobody else, while somebody else writes the one for all. */
  private PartialFile own(Path place, Checksum checksum) throws IOException {
    return partial(space.unfinished(place), checksum).orElseThrow();
  }

  private static Optional<PartialFile> partial(Path path, Checksum checksum) throws IOException {
    return PartialFile.open(path, file -> isWhole(checksum, file));
  }

  private void fetch(Checksum checksum, PartialFile file) throws IOException, StoreException {
    boolean continued = file.kept() > 0;
    try {
      if (!source.fetch(checksum, FILE, MAX_FILE, file)) {
        file.clear();
        throw new NoSuchFileException(file.path().toString());
      }
    } catch (StoreException e) {
      if (!continued || !(e.problem() instanceof Problem.DamagedDownload)) {
        throw e;
      }
      // What was kept may be what was damaged.
      fetch(checksum, file);
    }
  }

  @Override
  public void close() {
    metadata.finish();
    headers.finish();
    pack.close();
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
  private void keepMetadata(Map<Checksum, byte[]> batch) {
    try {
      CacheSpace.parent(folder.resolve("metadata"));
      space.grow(pack.append(batch));
    } catch (IOException e) {
      CacheSpace.LOG.debug("not kept: {}", folder, e);
    }
  }

  private void keepHeader(Path place, byte[] bytes) {
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

  private byte[] first(Path path, int count) throws IOException {
    Optional<byte[]> onItsWay = headers.find(path);
    if (onItsWay.isPresent()) {
      return Arrays.copyOf(onItsWay.get(), Math.min(onItsWay.get().length, count));
    }
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(count);
    }
  }

  private Path path(String part, Checksum checksum, String suffix) {
    return folder.resolve(part + "/" + Location.name(checksum, suffix));
  }
}
