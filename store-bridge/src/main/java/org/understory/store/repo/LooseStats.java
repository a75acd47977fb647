package org.understory.store.repo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Problem.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;
import org.understory.store.variant.VariantException;

/**
 * Looks at loose file objects in the cheapest way that each mode allows
 * (_ostree_repo_load_file_bare, repo_load_file_archive).
 */
final class LooseStats implements FileStats {
  private static final String ATTRIBUTES = "unix:mode,uid,gid,size";
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

  /** Largest value of an extended attribute on Linux (XATTR_SIZE_MAX). */
  private static final int MAX_ATTRIBUTE = 64 << 10;

  private final Objects objects;

  LooseStats(Objects objects) {
    this.objects = objects;
  }

  @Override
  public FileStat stat(Checksum file) throws StoreException {
    for (Location location : objects.chain()) {
      Path path = location.path(file, location.fileType().suffix());
      try {
        return switch (location.mode()) {
          case ARCHIVE -> archived(path);
          case BARE_USER -> withAttribute(path);
          case BARE_USER_ONLY -> plain(path, false);
          case BARE, BARE_SPLIT_XATTRS -> plain(path, true);
        };
      } catch (NoSuchFileException e) {
        // The next one of the chain may have it.
      } catch (IOException e) {
        throw SmallFile.trouble(path, e);
      } catch (VariantException e) {
        throw e.in(Objects.name(file, location.fileType()));
      }
    }
    throw new StoreException(new Problem.MissingObject(Objects.name(file, ObjectType.FILE)));
  }

  /** The object is the file itself; in bare-user-only its owner does not count. */
  private static FileStat plain(Path path, boolean owner) throws IOException, VariantException {
    Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int mode = (int) number(found, "mode");
    return stat(
        mode,
        owner ? (int) number(found, "uid") : 0,
        owner ? (int) number(found, "gid") : 0,
        number(found, "size"),
        (mode & TYPE) == LINK ? Files.readSymbolicLink(path).toString() : "");
  }

  /** Always a regular file; what it stands for is in {@code user.ostreemeta}, (uuua(ayay)). */
  private static FileStat withAttribute(Path path) throws IOException, VariantException {
    long size = regularSize(path);
    ByteBuffer meta = attribute(path);
    if (meta.remaining() < 12) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    int mode = meta.getInt(8);
    String target = "";
    if ((mode & TYPE) == LINK) {
      if (size >= MAX_TARGET) {
        throw new VariantException(Flaw.TOO_LARGE);
      }
      target = text(Files.readAllBytes(path), 0);
    }
    return stat(mode, meta.getInt(0), meta.getInt(4), size, target);
  }

  private static ByteBuffer attribute(Path path) throws IOException, VariantException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    ByteBuffer value = ByteBuffer.allocate(HEADER);
    try {
      view.read("ostreemeta", value);
    } catch (IOException e) {
      // Either it is longer than the buffer or not there: asking for its size tells which.
      value = ByteBuffer.allocate(Math.clamp(view.size("ostreemeta"), 0, MAX_ATTRIBUTE));
      view.read("ostreemeta", value);
    }
    return value.flip();
  }

  /** The header (tuuuusa(ayay)) before the compressed content, all integers big-endian. */
  private static FileStat archived(Path path) throws IOException, VariantException {
    regularSize(path);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    try (SeekableByteChannel in = Files.newByteChannel(path)) {
      read(in, header);
      if (header.position() <= TARGET) {
        throw new VariantException(Flaw.TRUNCATED);
      }
      int mode = header.getInt(VARIANT + 16);
      boolean link = (mode & TYPE) == LINK;
      if (link && !header.hasRemaining()) {
        header = ByteBuffer.allocate(TARGET + MAX_TARGET).put(header.flip());
        read(in, header);
      }
      return stat(
          mode,
          header.getInt(VARIANT + 8),
          header.getInt(VARIANT + 12),
          header.getLong(VARIANT),
          link ? target(Arrays.copyOf(header.array(), header.position())) : "");
    }
  }

  private static void read(SeekableByteChannel in, ByteBuffer to) throws IOException {
    while (to.hasRemaining() && in.read(to) > 0) {}
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

  /** Opening a pipe would wait for ever, so this looks before anything is opened. */
  private static long regularSize(Path path) throws IOException, VariantException {
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      throw new VariantException(Flaw.MALFORMED);
    }
    return found.size();
  }

  /** The file system's view has all that it was asked for. */
  private static long number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
