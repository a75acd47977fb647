package org.understory.store.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.PackageFile;
import org.understory.store.file.SmallFile;
import org.understory.store.variant.VariantException;

/**
 * A file with one package, as packagers hand them out: a lead, a header with signatures, the header
 * proper, then what is packed (rpm's docs/manual/format_v4.md). No more than the headers is read,
 * and signatures are not checked.
 */
public final class RpmFile {
  private static final int LEAD = 96;
  private static final int LEAD_MAGIC = 0xedabeedb;

  /** In the lead, after magic and version. */
  private static final int KIND = 6;

  private static final int BINARY = 0;

  private static final int HEADER_MAGIC = 0x8eade801;
  private static final int INTRO = 16;
  private static final int ENTRY = 16;

  private RpmFile() {}

  /**
   * Reads what a file says of itself; links are followed.
   *
   * @throws StoreException CorruptFile where it is no package that could be installed;
   *     NotPermitted, InputOutput
   */
  public static PackageFile read(Path file) throws StoreException {
    return read(file, file.toAbsolutePath().normalize().toString());
  }

  /** As above, of several. */
  public static List<PackageFile> read(List<Path> files) throws StoreException {
    List<PackageFile> read = new ArrayList<>();
    for (Path file : files) {
      read.add(read(file));
    }
    return read;
  }

  /** As above, of a file that has another name for people. */
  public static PackageFile read(Path file, String name) throws StoreException {
    try {
      // Opening a pipe would wait for ever, so look before opening.
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        throw new VariantException(Flaw.MALFORMED);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return parse(in, name);
      }
    } catch (VariantException e) {
      throw new StoreException(new Problem.CorruptFile(name, e.flaw()), e);
    } catch (NoSuchFileException e) {
      throw new StoreException(new Problem.InputOutput(name, "no such file"), e);
    } catch (IOException e) {
      throw SmallFile.trouble(Path.of(name), e);
    }
  }

  static PackageFile parse(InputStream in, String name) throws IOException, VariantException {
    ByteBuffer lead = ByteBuffer.wrap(exactly(in, LEAD));
    if (lead.getInt(0) != LEAD_MAGIC || lead.getShort(KIND) != BINARY) {
      throw new VariantException(Flaw.MALFORMED);
    }
    int signatures = header(in).length;
    // What follows them begins at a multiple of eight.
    exactly(in, -signatures & 7);
    byte[] header = header(in);
    RpmHeader content = RpmHeader.parse(Arrays.copyOfRange(header, 8, header.length));
    return new PackageFile(name, content.asPackage(), Checksum.of(digest(header), 0));
  }

  private static byte[] header(InputStream in) throws IOException, VariantException {
    byte[] intro = exactly(in, INTRO);
    ByteBuffer fields = ByteBuffer.wrap(intro);
    long size =
        INTRO
            + ENTRY * Integer.toUnsignedLong(fields.getInt(8))
            + Integer.toUnsignedLong(fields.getInt(12));
    if (fields.getInt(0) != HEADER_MAGIC) {
      throw new VariantException(Flaw.MALFORMED);
    }
    if (size > RpmHeader.MAX_SIZE) {
      throw new VariantException(Flaw.TOO_LARGE);
    }
    // A size is believed only once so much is there.
    byte[] rest = exactly(in, (int) size - INTRO);
    byte[] whole = Arrays.copyOf(intro, (int) size);
    System.arraycopy(rest, 0, whole, INTRO, rest.length);
    return whole;
  }

  private static byte[] exactly(InputStream in, int count) throws IOException, VariantException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return bytes;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
