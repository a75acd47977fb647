package org.understory.store.repo;

import java.io.IOException;
import org.understory.model.history.Checksum;
import org.understory.store.variant.VariantException;

/**
 * Looks at the files in which one repository keeps its objects, many of them in a row. Links are
 * not followed and nothing but a regular file is read. For use by several threads.
 *
 * <p>All methods throw {@link java.nio.file.NoSuchFileException} if the object is not there.
 */
interface ObjectFiles {
  /** What lstat tells of the object's file. */
  FileFormat.Stat stat(Checksum checksum, String suffix) throws IOException;

  /** Bytes that the object's file takes on the disk, as {@link DiskUse} counts them. */
  long diskBytes(Checksum checksum, String suffix) throws IOException;

  /**
   * All of a file.
   *
   * @throws VariantException if it is no regular file or has more than {@code limit} bytes
   */
  byte[] read(Checksum checksum, String suffix, int limit) throws IOException, VariantException;

  /**
   * The first {@code count} bytes of a file, or all if it has less.
   *
   * @throws VariantException if it is no regular file
   */
  byte[] start(Checksum checksum, String suffix, int count) throws IOException, VariantException;

  /** The attribute {@code user.ostreemeta} of a file. */
  byte[] meta(Checksum checksum, String suffix) throws IOException;
}
