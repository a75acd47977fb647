package org.understory.store.repo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Flaw;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantType;

/**
 * Files of bare-user repositories: regular files that belong to the user, with what they stand for
 * in the attribute {@code user.ostreemeta}; the content of a link is its target.
 */
final class BareUserFiles implements FileFormat {
  /** uid, gid, mode, attributes (OSTREE_FILEMETA_GVARIANT_FORMAT). */
  private static final VariantType TYPE = VariantType.of("(uuua(ayay))");

  private static final String ATTRIBUTE = "ostreemeta";

  /** Largest value of an extended attribute on Linux (XATTR_SIZE_MAX). */
  private static final int MAX_VALUE = 64 << 10;

  /** Longest target of a link on Linux (PATH_MAX). */
  private static final int MAX_TARGET = 4096;

  @Override
  public FileObject header(Path path) throws IOException, VariantException {
    FileFormat.Stat stat = FileFormat.stat(path).requireRegular();
    List<Serialized> fields = Serialized.of(TYPE, attribute(path)).items();
    int mode = (int) fields.get(2).bigEndian();
    if (!FileObject.isValidMode(mode)) {
      throw new VariantException(Flaw.MALFORMED);
    }
    boolean link = (mode & FileObject.TYPE) == FileObject.LINK;
    return new FileObject(
        mode,
        (int) fields.get(0).bigEndian(),
        (int) fields.get(1).bigEndian(),
        link ? 0 : stat.size(),
        link ? Optional.of(target(path)) : Optional.empty(),
        XattrParser.parse(fields.get(3)));
  }

  @Override
  public InputStream content(Path path) throws IOException {
    return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] attribute(Path path) throws IOException, VariantException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.list().contains(ATTRIBUTE)) {
      throw new VariantException(Flaw.MALFORMED);
    }
    ByteBuffer value = ByteBuffer.allocate(Math.clamp(view.size(ATTRIBUTE), 0, MAX_VALUE));
    view.read(ATTRIBUTE, value);
    byte[] bytes = new byte[value.flip().remaining()];
    value.get(bytes);
    return bytes;
  }

  private static String target(Path path) throws IOException, VariantException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      byte[] target = in.readNBytes(MAX_TARGET + 1);
      if (target.length > MAX_TARGET) {
        throw new VariantException(Flaw.TOO_LARGE);
      }
      // libostree writes a zero at the end, and takes what is before the first.
      int end = 0;
      while (end < target.length && target[end] != 0) {
        end++;
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(target, 0, end)).toString();
    } catch (CharacterCodingException e) {
      throw new VariantException(Flaw.MALFORMED);
    }
  }
}
