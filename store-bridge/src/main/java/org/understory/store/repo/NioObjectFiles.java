package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.HexFormat;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.store.variant.VariantException;

/** Looks at objects with nothing but Java. */
record NioObjectFiles(Path objects) implements ObjectFiles {
  private static final String META = "ostreemeta";

  /** Bytes that nearly every attribute has room in. */
  private static final int USUAL_META = 512;

  /** Largest value of an extended attribute on Linux (XATTR_SIZE_MAX). */
  private static final int MAX_META = 64 << 10;

  @Override
  public FileFormat.Stat stat(Checksum checksum, String suffix) throws IOException {
    return FileFormat.stat(path(checksum, suffix));
  }

  @Override
  public void list(int folder, Listing files) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(objects.resolve(name(folder)))) {
      for (Path file : all) {
        tell(file, files);
      }
    } catch (DirectoryIteratorException e) {
      throw java.util.Objects.requireNonNull(e.getCause());
    }
  }

  private static void tell(Path file, Listing files) throws IOException {
    byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    long bytes;
    try {
      bytes = DiskUse.estimate(file).bytes();
    } catch (NoSuchFileException e) {
      return; // Somebody else removed it meanwhile.
    }
    files.file(name, name.length, bytes);
  }

  /** {@code 00} to {@code ff}. */
  static String name(int folder) {
    return HexFormat.of().toHexDigits((byte) folder);
  }

  @Override
  public boolean exists(Checksum checksum, String suffix) {
    return Files.exists(path(checksum, suffix), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] read(Checksum checksum, String suffix, int limit)
      throws IOException, VariantException {
    Path path = path(checksum, suffix);
    long size = regularSize(path);
    if (size > limit) {
      throw new VariantException(Flaw.TOO_LARGE);
    }
    return start(path, (int) size);
  }

  @Override
  public byte[] start(Checksum checksum, String suffix, int count)
      throws IOException, VariantException {
    Path path = path(checksum, suffix);
    return start(path, (int) Math.min(regularSize(path), count));
  }

  @Override
  public byte[] meta(Checksum checksum, String suffix) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path(checksum, suffix), UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    ByteBuffer value = ByteBuffer.allocate(USUAL_META);
    try {
      view.read(META, value);
    } catch (IOException e) {
      // Either it is longer than the buffer or not there: asking for its size tells which.
      value = ByteBuffer.allocate(Math.clamp(view.size(META), 0, MAX_META));
      view.read(META, value);
    }
    return Arrays.copyOf(value.array(), value.position());
  }

  private Path path(Checksum checksum, String suffix) {
    return objects.resolve(Location.name(checksum, suffix));
  }

  private static byte[] start(Path path, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    // A channel takes half the time of a stream, and tens of thousands of objects are read at once.
    try (SeekableByteChannel in = Files.newByteChannel(path)) {
      while (bytes.hasRemaining() && in.read(bytes) > 0) {}
    }
    return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
  }

  /** Opening a pipe would wait for ever, so this looks before anything is opened. */
  private static long regularSize(Path path) throws IOException, VariantException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return found.size();
  }
}
