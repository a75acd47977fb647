package org.understory.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Reading files that should be small, whoever wrote them. */
public final class SmallFile {
  private SmallFile() {}

  /**
   * All bytes of a file; links are followed.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there: often no trouble
   * @throws StoreException CorruptFile if it is no regular file or has more than {@code limit}
   *     bytes
   */
  public static byte[] bytes(Path path, int limit) throws IOException, StoreException {
    // Opening a pipe would wait for ever, so look before opening.
    if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
      throw corrupt(path, Flaw.MALFORMED);
    }
    try (InputStream in = Files.newInputStream(path)) {
      // Files under /proc say that they have no bytes, so the size is found by reading.
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw corrupt(path, Flaw.TOO_LARGE);
      }
      return bytes;
    }
  }

  /**
   * All of a file as text; as {@link #bytes}, and CorruptFile also for what is not UTF-8 or holds a
   * NUL.
   */
  public static String text(Path path, int limit) throws IOException, StoreException {
    byte[] bytes = bytes(path, limit);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw corrupt(path, Flaw.MALFORMED);
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new StoreException(new Problem.CorruptFile(path.toString(), Flaw.MALFORMED), e);
    }
  }

  /** The file system's refusal as NotPermitted, CorruptFile (no folder there) or InputOutput. */
  public static StoreException trouble(Path path, IOException e) {
    if (e instanceof NotDirectoryException) {
      return new StoreException(new Problem.CorruptFile(path.toString(), Flaw.MALFORMED), e);
    }
    if (e instanceof AccessDeniedException) {
      return new StoreException(new Problem.NotPermitted(path.toString()), e);
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    String detail = reason == null ? e.getClass().getSimpleName() : reason;
    return new StoreException(new Problem.InputOutput(path.toString(), detail), e);
  }

  private static StoreException corrupt(Path path, Flaw flaw) {
    return new StoreException(new Problem.CorruptFile(path.toString(), flaw));
  }
}
