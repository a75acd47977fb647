package org.understory.store.repo;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.store.variant.VariantException;

/**
 * The content of a file object, whose checksum was found right before the first byte was handed
 * out.
 *
 * <p>That takes a pass over all of it. A small file stays in memory after this pass. Of a large one
 * the pass keeps a checksum for each megabyte, and each megabyte is compared again before it is
 * handed out, so that no byte can slip in that was changed meanwhile, and memory stays bounded.
 */
public final class FileContent extends InputStream {
  private static final int CHUNK = 1 << 20;

  private final Verification verification;
  private final List<Checksum> chunks;
  private final InputStream source;
  private final Cancellation cancellation;
  private byte[] chunk;
  private int position;
  private int next;

  private FileContent(
      Verification verification,
      List<Checksum> chunks,
      byte[] chunk,
      InputStream source,
      Cancellation cancellation) {
    this.verification = verification;
    this.chunks = chunks;
    this.chunk = chunk;
    this.source = source;
    this.cancellation = cancellation;
  }

  static FileContent open(
      Checksum file, FileObject header, FileFormat format, Path path, Cancellation cancellation)
      throws IOException, VariantException {
    MessageDigest digest = FileChecksum.start(header);
    List<Checksum> chunks = new ArrayList<>();
    byte[] last = new byte[0];
    if (!header.isLink()) {
      try (InputStream in = format.content(path)) {
        last = digest(in, header.size(), digest, chunks, cancellation);
      } catch (EOFException e) {
        throw new VariantException(Flaw.TRUNCATED);
      } catch (ZipException e) {
        throw new VariantException(Flaw.MALFORMED);
      }
    }
    boolean same = Checksum.of(digest.digest(), 0).equals(file);
    if (!same && header.complete()) {
      throw new VariantException(Flaw.CHECKSUM_MISMATCH);
    }
    Verification verification = same ? Verification.VERIFIED : Verification.UNVERIFIABLE;
    return chunks.size() > 1
        ? new FileContent(verification, chunks, new byte[0], format.content(path), cancellation)
        : new FileContent(
            verification, List.of(), last, InputStream.nullInputStream(), cancellation);
  }

  /** Reads all of {@code in}, which must have {@code size} bytes; answers the last chunk. */
  private static byte[] digest(
      InputStream in,
      long size,
      MessageDigest digest,
      List<Checksum> chunks,
      Cancellation cancellation)
      throws IOException, VariantException {
    byte[] last = new byte[0];
    long seen = 0;
    while (seen <= size) {
      cancellation.check();
      byte[] bytes = in.readNBytes((int) Math.min(CHUNK, size - seen + 1));
      if (bytes.length == 0) {
        break;
      }
      seen += bytes.length;
      digest.update(bytes);
      chunks.add(Objects.sha256(bytes));
      last = bytes;
    }
    // A size that is not true is a flaw even where the checksum does not cover it.
    if (seen != size) {
      throw new VariantException(seen < size ? Flaw.TRUNCATED : Flaw.TOO_LARGE);
    }
    return last;
  }

  /** What is known about the object. */
  public Verification verification() {
    return verification;
  }

  /**
   * The next byte.
   *
   * @throws IOException if the file was changed after its checksum was found, or can't be read
   */
  @Override
  public int read() throws IOException {
    return fill() ? chunk[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    java.util.Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return chunk.length - position;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Whether there is a byte to hand out. */
  private boolean fill() throws IOException {
    if (position < chunk.length) {
      return true;
    }
    if (next == chunks.size()) {
      return false;
    }
    cancellation.check();
    byte[] bytes = source.readNBytes(CHUNK);
    if (!Objects.sha256(bytes).equals(chunks.get(next))) {
      throw new IOException("the file changed while it was read");
    }
    next++;
    chunk = bytes;
    position = 0;
    return true;
  }
}
