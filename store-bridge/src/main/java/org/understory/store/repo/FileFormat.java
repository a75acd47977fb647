package org.understory.store.repo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/** How a repository keeps file objects; one for each way. */
interface FileFormat {
  /**
   * All but the content.
   *
   * @throws java.nio.file.NoSuchFileException if the object is not there
   * @throws VariantException if it can't be understood
   * @throws StoreException if something else that belongs to it is not there
   */
  FileObject header(Path path) throws IOException, VariantException, StoreException;

  /** The content of a regular file, from its first byte. */
  InputStream content(Path path) throws IOException, VariantException;

  /** {@code st_mode}, uid, gid and size of what is at {@code path} itself. */
  static Stat stat(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:mode,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
    return new Stat(
        (int) number(found, "mode"),
        (int) number(found, "uid"),
        (int) number(found, "gid"),
        number(found, "size"));
  }

  /** The file system's view has all that it was asked for. */
  private static long number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** What lstat tells. */
  record Stat(int mode, int uid, int gid, long size) {
    /** Opening a pipe would wait for ever, so everybody asks this before opening. */
    Stat requireRegular() throws VariantException {
      if ((mode & FileObject.TYPE) != FileObject.REGULAR) {
        throw new VariantException(Flaw.MALFORMED);
      }
      return this;
    }
  }
}
