package org.understory.store.repo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * A file of a cache folder with what is known about one repository. One that can't be read is the
 * same as none, and one that can't be written does no harm.
 *
 * @param repository which one
 * @param kind the end of the file's name
 */
record CacheFile(Path folder, Checksum repository, String kind) {
  private static final Logger LOG = LoggerFactory.getLogger(CacheFile.class);

  /** Repositories of which something is kept; what was written the longest ago is deleted. */
  private static final int MAX_FILES = 16;

  /**
   * The one of the repository with these objects: known by path and inode, for one made anew at the
   * same place is another one.
   *
   * @throws StoreException if the repository itself can't be looked at
   */
  static CacheFile of(Path folder, Path objects, String kind) throws StoreException {
    try {
      String identity = objects.toRealPath() + "\0" + Files.getAttribute(objects, "unix:ino");
      byte[] bytes = identity.getBytes(StandardCharsets.UTF_8);
      return new CacheFile(folder, Objects.sha256(bytes), kind);
    } catch (IOException e) {
      throw SmallFile.trouble(objects, e);
    }
  }

  /** What is in it; nothing where there is none, or more than {@code limit} bytes. */
  byte[] read(long limit) {
    try {
      return Files.isRegularFile(file()) && Files.size(file()) <= limit
          ? Files.readAllBytes(file())
          : new byte[0];
    } catch (IOException e) {
      LOG.debug("{} not read", file(), e);
      return new byte[0];
    }
  }

  /** Replaces it. */
  void write(byte[] bytes) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, kind, ".unfinished");
      try {
        Files.write(unfinished, bytes);
        Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        LOG.debug("{} not replaced", file(), e);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      deleteOldest();
    } catch (IOException e) {
      LOG.debug("{} not written", file(), e);
    }
  }

  private void deleteOldest() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = new ArrayList<>(all.filter(it -> it.toString().endsWith("." + kind)).toList());
    }
    if (files.size() > MAX_FILES) {
      files.sort(Comparator.comparingLong(it -> it.toFile().lastModified()));
      for (Path old : files.subList(0, files.size() - MAX_FILES)) {
        Files.deleteIfExists(old);
      }
    }
  }

  private Path file() {
    return folder.resolve(repository.hex().substring(0, 32) + "." + kind);
  }
}
