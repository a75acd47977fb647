package org.understory.store.repo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room that fetched objects may take in one folder. Several programs may use it at once: a file
 * comes under a name of its own and is renamed when it is whole, and nobody minds one that is gone.
 */
final class CacheSpace {
  static final Logger LOG = LoggerFactory.getLogger(CacheSpace.class);

  /** Bytes of all files, each counted as whole blocks. */
  static final long MAX_BYTES = 1L << 30;

  /** What is left after throwing away, so that this is not done for every new file. */
  private static final double LEFT = 0.8;

  private static final long BLOCK = 4096;

  /** A file on its way that is older than this was left by a program that has ended. */
  private static final Duration MAX_WAY = Duration.ofDays(1);

  private static final String UNFINISHED = ".unfinished";

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Path folder;
  private final long limit;
  private final AtomicLong added = new AtomicLong();
  private final ReentrantLock tidying = new ReentrantLock();

  CacheSpace(Path folder) {
    this(folder, MAX_BYTES);
  }

  CacheSpace(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  /** A file to be written beside {@code place}. */
  Path unfinished(Path place) throws IOException {
    // A name that no other program and no other thread has: creating it is left to whoever writes.
    return parent(place)
        .resolve(ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + UNFINISHED);
  }

  /** The same, but the one that any program would write there. */
  Path shared(Path place) throws IOException {
    return parent(place).resolve(place.getFileName() + UNFINISHED);
  }

  /** The folder of a file, made if it is not there. */
  static Path parent(Path place) throws IOException {
    Path parent = java.util.Objects.requireNonNull(place.getParent());
    if (!Files.isDirectory(parent)) {
      // What a person looks at is nobody else's business.
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return parent;
  }

  /** Puts a file that is whole in its place. */
  void take(Path unfinished, Path place) throws IOException {
    long size = blocks(Files.size(unfinished));
    Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    grow(size);
  }

  /** So many bytes came. */
  void grow(long bytes) {
    if (added.addAndGet(bytes) > limit / 8) {
      tidy();
    }
  }

  /** Throws the oldest files away where there are too many, if any came since this was done. */
  void tidy() {
    if (added.get() > 0 && tidying.tryLock()) {
      try {
        added.set(0);
        throwAway();
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("not tidied: {}", folder, e);
      } finally {
        tidying.unlock();
      }
    }
  }

  private record Kept(Path path, long size, FileTime time) {}

  private void throwAway() throws IOException {
    List<Kept> all = new ArrayList<>();
    long sum = 0;
    Instant lost = Instant.now().minus(MAX_WAY);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        BasicFileAttributes seen = look(path);
        if (!seen.isRegularFile()) {
          continue;
        }
        if (path.toString().endsWith(UNFINISHED)) {
          if (seen.lastModifiedTime().toInstant().isBefore(lost)) {
            Files.deleteIfExists(path);
          }
          continue;
        }
        all.add(new Kept(path, blocks(seen.size()), seen.lastModifiedTime()));
        sum += blocks(seen.size());
      }
    }
    if (sum <= limit) {
      return;
    }
    all.sort(Comparator.comparing(Kept::time).thenComparing(Kept::path));
    for (Kept old : all) {
      if (sum <= limit * LEFT) {
        return;
      }
      Files.deleteIfExists(old.path());
      sum -= old.size();
    }
  }

  private static BasicFileAttributes look(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static long blocks(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
