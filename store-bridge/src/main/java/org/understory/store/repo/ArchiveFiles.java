package org.understory.store.repo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.understory.model.operation.Flaw;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/** {@code .filez} of archive repositories: a header, then raw deflate (repo_load_file_archive). */
final class ArchiveFiles implements FileFormat {
  /** size, uid, gid, mode, rdev, link target, attributes. */
  private static final VariantType TYPE = VariantType.of("(tuuuusa(ayay))");

  /** Bytes of a header; libostree has no limit, and Linux keeps attributes far below it. */
  private static final int MAX_HEADER = 16 << 20;

  private static final int BUFFER = 64 << 10;

  @Override
  public FileObject header(Path path) throws IOException, VariantException {
    FileFormat.stat(path).requireRegular();
    try (InputStream in = open(path)) {
      return parse(headerBytes(in));
    }
  }

  @Override
  public InputStream content(Path path) throws IOException, VariantException {
    InputStream in = open(path);
    try {
      headerBytes(in);
      return new Inflated(in);
    } catch (IOException | VariantException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream open(Path path) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path), 4096);
  }

  private static byte[] headerBytes(InputStream in) throws IOException, VariantException {
    DataInputStream framed = new DataInputStream(in);
    int size = framed.readInt();
    if (size <= 0 || size > MAX_HEADER) {
      throw new VariantException(size > 0 ? Flaw.TOO_LARGE : Flaw.MALFORMED);
    }
    framed.skipNBytes(4);
    byte[] header = in.readNBytes(size);
    if (header.length < size) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return header;
  }

  private static FileObject parse(byte[] header) throws VariantException {
    List<Serialized> fields = Serialized.of(TYPE, header).items();
    long size = fields.get(0).bigEndian();
    int mode = (int) fields.get(3).bigEndian();
    if (!FileObject.isValidMode(mode) || fields.get(4).bigEndian() != 0 || size < 0) {
      throw new VariantException(Flaw.MALFORMED);
    }
    boolean link = (mode & FileObject.TYPE) == FileObject.LINK;
    return new FileObject(
        mode,
        (int) fields.get(1).bigEndian(),
        (int) fields.get(2).bigEndian(),
        link ? 0 : size,
        link ? Optional.of(fields.get(5).text()) : Optional.empty(),
        XattrParser.parse(fields.get(6)));
  }

  /** Gives back the native memory of its inflater, which the superclass does only for its own. */
  private static final class Inflated extends InflaterInputStream {
    Inflated(InputStream in) {
      super(in, new Inflater(true), BUFFER);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
