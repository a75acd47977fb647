package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.variant.VariantException;

/**
 * Looks at loose file objects in the cheapest way that each mode allows
 * (_ostree_repo_load_file_bare, repo_load_file_archive).
 */
final class LooseStats implements FileStats {
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;

  /** Bytes at the start of an archived file that hold all but long targets of links. */
  private static final int HEADER = 512;

  /** Where the header variant starts: after its size and four bytes of padding. */
  private static final int VARIANT = 8;

  /** Where the target of a link starts: after size, uid, gid, mode and rdev. */
  private static final int TARGET = VARIANT + 24;

  /** Bytes of a target with its zero; Linux takes no longer one (PATH_MAX). */
  private static final int MAX_TARGET = 4096;

  private final Objects objects;

  LooseStats(Objects objects) {
    this.objects = objects;
  }

  @Override
  public FileStat stat(Checksum file) throws StoreException {
    for (Location location : objects.chain()) {
      try {
        return switch (location.mode()) {
          case ARCHIVE -> archived(location, file);
          case BARE_USER -> withAttribute(location, file);
          case BARE_USER_ONLY -> plain(location, file, false);
          case BARE, BARE_SPLIT_XATTRS -> plain(location, file, true);
        };
      } catch (NoSuchFileException e) {
        // The next one of the chain may have it.
      } catch (IOException e) {
        throw SmallFile.trouble(location.path(file, location.fileType().suffix()), e);
      } catch (VariantException e) {
        throw e.in(Objects.name(file, location.fileType()));
      }
    }
    throw new StoreException(new Problem.MissingObject(Objects.name(file, ObjectType.FILE)));
  }

  @Override
  public int threads() {
    return objects.threads();
  }

  /** The object is the file itself; in bare-user-only its owner does not count. */
  private static FileStat plain(Location location, Checksum file, boolean owner)
      throws IOException, VariantException {
    FileFormat.Stat it = location.files().stat(file, ObjectType.FILE.suffix());
    boolean link = (it.mode() & TYPE) == LINK;
    String target = link ? target(location.path(file, ObjectType.FILE.suffix())) : "";
    return stat(it.mode(), owner ? it.uid() : 0, owner ? it.gid() : 0, it.size(), target);
  }

  /** Always a regular file; what it stands for is in {@code user.ostreemeta}, (uuua(ayay)). */
  private static FileStat withAttribute(Location location, Checksum file)
      throws IOException, VariantException, StoreException {
    String suffix = ObjectType.FILE.suffix();
    long size = location.files().stat(file, suffix).requireRegular().size();
    ByteBuffer meta = ByteBuffer.wrap(location.files().meta(file, suffix));
    if (meta.remaining() < 12) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    int mode = meta.getInt(8);
    boolean link = (mode & TYPE) == LINK;
    String target = link ? text(location.files().read(file, suffix, MAX_TARGET - 1), 0) : "";
    return stat(mode, meta.getInt(0), meta.getInt(4), size, target);
  }

  /** The header (tuuuusa(ayay)) before the compressed content, all integers big-endian. */
  private static FileStat archived(Location location, Checksum file)
      throws IOException, VariantException, StoreException {
    String suffix = ObjectType.FILEZ.suffix();
    byte[] bytes = location.files().start(file, suffix, HEADER);
    if (bytes.length <= TARGET) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int mode = header.getInt(VARIANT + 16);
    boolean link = (mode & TYPE) == LINK;
    if (link && bytes.length == HEADER) {
      bytes = location.files().start(file, suffix, TARGET + MAX_TARGET);
    }
    return stat(
        mode,
        header.getInt(VARIANT + 8),
        header.getInt(VARIANT + 12),
        header.getLong(VARIANT),
        link ? target(bytes) : "");
  }

  private static String target(Path link) throws IOException {
    return Files.readSymbolicLink(link).toString();
  }

  private static String target(byte[] header) throws VariantException {
    if (zero(header, TARGET) == header.length) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    return text(header, TARGET);
  }

  /** What is before the first zero; libostree writes one at the end of bare-user targets too. */
  private static String text(byte[] bytes, int start) throws VariantException {
    try {
      ByteBuffer text = ByteBuffer.wrap(bytes, start, zero(bytes, start) - start);
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw new VariantException(Flaw.MALFORMED);
    }
  }

  private static int zero(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return end;
  }

  private static FileStat stat(int mode, int uid, int gid, long size, String target)
      throws VariantException {
    return switch (mode & TYPE) {
      case REGULAR -> {
        if (size < 0) {
          throw new VariantException(Flaw.TOO_LARGE);
        }
        yield new FileStat(mode, uid, gid, size, Optional.empty());
      }
      case LINK -> new FileStat(mode, uid, gid, 0, Optional.of(target));
      default -> throw new VariantException(Flaw.MALFORMED);
    };
  }
}
