package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.HistoryWalk.CommitSource;

/**
 * Commits for one long walk. A line of history can only be read one commit after the other, since
 * each names the next; but when a walk has gone on for a while most commits of the repository will
 * be wanted, so another thread begins to read them in the order of their names.
 */
final class CommitPreloader implements CommitSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitPreloader.class);

  /** Commits after which a walk counts as long. */
  private static final int LONG_WALK = 1000;

  /** Commits that are read ahead and kept, 300 bytes and a text each. */
  private static final int MAX_AHEAD = 200_000;

  private static final String SUFFIX = "." + ObjectType.COMMIT.suffix();

  private final Path objects;
  private final CommitSource source;

  /** Those read ahead; empty for one that the walk has had. */
  private final Map<Checksum, Optional<Commit>> commits = new ConcurrentHashMap<>();

  private int loads;
  private volatile boolean closed;

  /** {@code source} is asked by two threads. */
  CommitPreloader(Location location, CommitSource source) {
    this.objects = location.directory().resolve("objects");
    this.source = source;
  }

  @Override
  public Commit load(Checksum checksum) throws StoreException {
    if (++loads == LONG_WALK) {
      Thread.ofPlatform().daemon().name("commit-preloader").start(this::readAhead);
    }
    Optional<Commit> ahead = commits.put(checksum, Optional.empty());
    return ahead != null && ahead.isPresent() ? ahead.get() : source.load(checksum);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void readAhead() {
    try {
      for (int i = 0; i < 256; i++) {
        String folder = String.format("%02x", i);
        if (Files.isDirectory(objects.resolve(folder))) {
          readAhead(folder);
        }
      }
    } catch (IOException e) {
      LOG.debug("no reading ahead", e);
    }
  }

  private void readAhead(String folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(objects.resolve(folder))) {
      for (Path file : files) {
        if (closed || commits.size() > MAX_AHEAD) {
          return;
        }
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          Checksum.parse(folder + name.substring(0, name.length() - SUFFIX.length()))
              .filter(it -> !commits.containsKey(it))
              .ifPresent(this::read);
        }
      }
    }
  }

  private void read(Checksum checksum) {
    try {
      commits.putIfAbsent(checksum, Optional.of(source.load(checksum)));
    } catch (StoreException e) {
      // The walk meets the same trouble if it comes by, and tells it.
      LOG.debug("not read ahead", e);
    }
  }
}
