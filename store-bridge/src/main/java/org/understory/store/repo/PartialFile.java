package org.understory.store.repo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A large file on its way into the cache. What came of it stays when the way is cut, and the next
 * attempt goes on from there, whichever program makes it.
 */
final class PartialFile implements FetchTarget, AutoCloseable {
  /** Less than this comes again as quickly as it is asked for in parts. */
  private static final long WORTH = 64 << 10;

  private final Path path;
  private final Check check;
  private final FileChannel channel;

  /** Whether the file is what it should be. */
  interface Check {
    boolean holds(Path file) throws IOException;
  }

  private PartialFile(Path path, Check check, FileChannel channel) {
    this.path = path;
    this.check = check;
    this.channel = channel;
  }

  /** The one at this path, new if there is none; empty while somebody else writes it. */
  static Optional<PartialFile> open(Path path, Check check) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      // Whoever had it before may have put the file into its place meanwhile.
      if (lock != null && Files.exists(path)) {
        return Optional.of(new PartialFile(path, check, channel));
      }
    } catch (OverlappingFileLockException e) {
      // another thread of this program
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public long kept() {
    try {
      return channel.size();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public OutputStream begin(long from) throws IOException {
    channel.truncate(from).position(from);
    return Channels.newOutputStream(channel);
  }

  @Override
  public boolean isRight() throws IOException {
    boolean right = check.holds(path);
    if (!right) {
      clear();
    }
    return right;
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Throws away what came. */
  void clear() throws IOException {
    channel.truncate(0);
  }

  /** What is left may be gone on with if it is worth it. */
  @Override
  public void close() throws IOException {
    try {
      // To end whoever writes closes the channel, so that is not asked.
      if (Files.exists(path) && Files.size(path) < WORTH) {
        Files.deleteIfExists(path);
      }
    } finally {
      channel.close();
    }
  }
}
