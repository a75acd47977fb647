package org.understory.store.repo;

import java.io.IOException;
import java.nio.file.Path;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.store.variant.VariantException;

/**
 * Looks at the files in which one repository keeps its objects, many of them in a row. Links are
 * not followed and nothing but a regular file is read. For use by several threads.
 *
 * <p>Methods that read throw {@link java.nio.file.NoSuchFileException} if the object is not there,
 * and a {@link StoreException} if it has to be fetched and can't be.
 */
interface ObjectFiles {
  /** What lstat tells of the object's file. */
  FileFormat.Stat stat(Checksum checksum, String suffix) throws IOException;

  /** Tells of each file of one of the folders {@code 00} to {@code ff}; there may be none. */
  void list(int folder, Listing files) throws IOException;

  /** Hears of the files of a folder. */
  @FunctionalInterface
  interface Listing {
    /**
     * One file.
     *
     * @param name begins with the bytes of its name, which change after the call
     * @param length how many these are
     * @param bytes on the disk, as {@link DiskUse} counts them
     */
    void file(byte[] name, int length, long bytes);
  }

  /** Whether there is a file of the object; says nothing of it. */
  boolean exists(Checksum checksum, String suffix);

  /**
   * All of a file.
   *
   * @throws VariantException if it is no regular file or has more than {@code limit} bytes
   */
  byte[] read(Checksum checksum, String suffix, int limit)
      throws IOException, VariantException, StoreException;

  /** Whether {@link #read} gives nothing but what has been compared with its checksum. */
  default boolean verifies() {
    return false;
  }

  /**
   * The first {@code count} bytes of a file, or all if it has less.
   *
   * @throws VariantException if it is no regular file
   */
  byte[] start(Checksum checksum, String suffix, int count)
      throws IOException, VariantException, StoreException;

  /** The attribute {@code user.ostreemeta} of a file. */
  byte[] meta(Checksum checksum, String suffix) throws IOException;

  /**
   * A file that begins with all of a file object's header.
   *
   * @param place where the object is, if it is here
   */
  default Path header(Path place, Checksum checksum)
      throws IOException, VariantException, StoreException {
    return place;
  }

  /**
   * The whole file of a file object.
   *
   * @param place where the object is, if it is here
   */
  default Path content(Path place, Checksum checksum)
      throws IOException, VariantException, StoreException {
    return place;
  }

  /** Nobody looks any more. */
  default void close() {}
}
