package org.understory.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A small text that is true as long as the process lives that wrote it. That process holds a lock
 * on the file, which the kernel takes away with it whatever ends it; a process id could be another
 * process's by now, and processes of others may not be seen at all ({@code ProtectProc=}). Who may
 * only read the file can ask for the lock and can't take it away.
 */
public final class HeldFile implements AutoCloseable {
  /** Bytes; the text is written at once and never in parts. */
  private static final int SIZE = 2048;

  private final Path path;
  private final FileChannel channel;

  private HeldFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Writes one; empty where another process holds it.
   *
   * @param text at most 2048 bytes
   */
  public static Optional<HeldFile> hold(Path path, String text) throws IOException {
    if (read(path).isPresent()) {
      return Optional.empty();
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    // Nobody else can open it before it is locked and complete.
    FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      channel.lock();
      HeldFile held = new HeldFile(path, channel);
      held.write(text);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(held);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Replaces the text. */
  public void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(padded(text));
    channel.write(bytes, 0);
  }

  private static byte[] padded(String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > SIZE) {
      throw new IOException("too long");
    }
    return (text + " ".repeat(SIZE - bytes.length) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The text, if a process holds it. */
  public static Optional<String> read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      FileLock stale = channel.tryLock(0, Long.MAX_VALUE, true);
      if (stale != null) {
        return Optional.empty();
      }
      InputStream in = Channels.newInputStream(channel);
      return Optional.of(new String(in.readNBytes(SIZE), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** It is over. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    channel.close();
  }
}
