package org.understory.store.repo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.libostree.NativeFiles;
import org.understory.store.variant.VariantException;

/**
 * Looks at objects through the C library, which takes half the time of java.nio. What does not go
 * well there is asked again of {@link NioObjectFiles}, so that trouble is the same both ways.
 */
final class NativeObjectFiles implements ObjectFiles {
  private static final int DIGITS = 2 * Checksum.BYTES;

  private final ObjectFiles plain;

  /** The folder with a slash, as java.nio encodes paths. */
  private final byte[] folder;

  NativeObjectFiles(Path objects) {
    this.plain = new NioObjectFiles(objects);
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    this.folder = (objects + "/").getBytes(charset);
  }

  @Override
  public FileFormat.Stat stat(Checksum checksum, String suffix) throws IOException {
    Optional<NativeFiles.Stat> stat = NativeFiles.stat(path(checksum, suffix));
    if (stat.isEmpty()) {
      return plain.stat(checksum, suffix);
    }
    NativeFiles.Stat it = stat.get();
    return new FileFormat.Stat(it.mode(), it.uid(), it.gid(), it.size());
  }

  @Override
  public void list(int number, Listing files) throws IOException {
    byte[] path = Arrays.copyOf(folder, folder.length + 3);
    byte[] prefix = NioObjectFiles.name(number).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(prefix, 0, path, folder.length, prefix.length);
    int[] told = {0};
    boolean all =
        NativeFiles.list(
            path,
            (name, length, stat) -> {
              told[0]++;
              stat.ifPresent(it -> files.file(name, length, it.blocks() * DiskUse.BLOCK));
            });
    if (!all && told[0] > 0) {
      throw new IOException("listing ended early");
    }
    if (!all) {
      plain.list(number, files);
    }
  }

  @Override
  public boolean exists(Checksum checksum, String suffix) {
    return NativeFiles.exists(path(checksum, suffix));
  }

  @Override
  public byte[] read(Checksum checksum, String suffix, int limit)
      throws IOException, VariantException, StoreException {
    Optional<byte[]> bytes = NativeFiles.read(path(checksum, suffix), limit);
    return bytes.isPresent() ? bytes.get() : plain.read(checksum, suffix, limit);
  }

  @Override
  public byte[] start(Checksum checksum, String suffix, int count)
      throws IOException, VariantException, StoreException {
    Optional<byte[]> bytes = NativeFiles.start(path(checksum, suffix), count);
    return bytes.isPresent() ? bytes.get() : plain.start(checksum, suffix, count);
  }

  @Override
  public byte[] meta(Checksum checksum, String suffix) throws IOException {
    Optional<byte[]> bytes = NativeFiles.meta(path(checksum, suffix));
    return bytes.isPresent() ? bytes.get() : plain.meta(checksum, suffix);
  }

  /** {@link Location#path} as the C library takes it: with a zero at the end. */
  private byte[] path(Checksum checksum, String suffix) {
    int start = folder.length;
    byte[] path = Arrays.copyOf(folder, start + DIGITS + 2 + suffix.length() + 1);
    checksum.putHex(path, start + 1);
    path[start] = path[start + 1];
    path[start + 1] = path[start + 2];
    path[start + 2] = '/';
    path[start + DIGITS + 1] = '.';
    byte[] end = suffix.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(end, 0, path, start + DIGITS + 2, end.length);
    return path;
  }
}
