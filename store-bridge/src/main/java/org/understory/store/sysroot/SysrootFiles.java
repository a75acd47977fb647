package org.understory.store.sysroot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.file.SmallFile;

/**
 * Reads the small files and folders of a sysroot within limits. What is not there is empty; what
 * may not be read, is too large or is of another kind is a problem that names the path.
 */
final class SysrootFiles {
  /** Bytes in a boot entry, origin or state file; real ones have a few kilobytes. */
  static final int MAX_BYTES = 1 << 20;

  /** Names in one folder; real ones have a handful. */
  static final int MAX_NAMES = 4096;

  private SysrootFiles() {}

  static Optional<String> text(Path file) throws StoreException {
    Optional<byte[]> bytes = bytes(file);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      // A new decoder reports bytes that are not UTF-8, where new String would replace them.
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString());
    } catch (CharacterCodingException e) {
      throw corrupt(file, Flaw.MALFORMED);
    }
  }

  static Optional<byte[]> bytes(Path file) throws StoreException {
    try {
      // Looked at before it is opened: opening a pipe would wait for a writer for ever.
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        throw corrupt(file, Flaw.MALFORMED);
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw corrupt(file, Flaw.TOO_LARGE);
        }
        return Optional.of(bytes);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(file, e);
    }
  }

  /** Where a link points, as it is written in it. */
  static Optional<Path> link(Path link) throws StoreException {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NotLinkException e) {
      throw new StoreException(new Problem.CorruptFile(link.toString(), Flaw.MALFORMED), e);
    } catch (IOException e) {
      throw SmallFile.trouble(link, e);
    }
  }

  /** What a folder holds, sorted by name; nothing where there is no such folder. */
  static List<Path> names(Path folder) throws StoreException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        if (found.size() == MAX_NAMES) {
          throw corrupt(folder, Flaw.TOO_MANY);
        }
        found.add(path);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (NotDirectoryException e) {
      throw new StoreException(new Problem.CorruptFile(folder.toString(), Flaw.MALFORMED), e);
    } catch (DirectoryIteratorException e) {
      throw SmallFile.trouble(folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw SmallFile.trouble(folder, e);
    }
    found.sort(null);
    return found;
  }

  /** Whether there is anything at all at this path, links not followed. */
  static boolean exists(Path path) throws StoreException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw SmallFile.trouble(path, e);
    }
  }

  /** Device and inode of what a path leads to. */
  static Optional<DeviceInode> identity(Path path) throws StoreException {
    try {
      return Optional.of(new DeviceInode(number(path, "unix:dev"), number(path, "unix:ino")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw SmallFile.trouble(path, e);
    }
  }

  private static long number(Path path, String attribute) throws IOException {
    return Files.getAttribute(path, attribute) instanceof Long number ? number : 0;
  }

  static StoreException corrupt(Path path, Flaw flaw) {
    return new StoreException(new Problem.CorruptFile(path.toString(), flaw));
  }

  /** Tells two files apart as {@code stat} does. */
  record DeviceInode(long device, long inode) {}
}
