package org.understory.model.config;

import org.understory.model.operation.StoreException;

/** Compares the contents of two files that are otherwise the same. */
@FunctionalInterface
public interface ConfigContents {
  /** The three trees of a merge. */
  enum Side {
    OLD,
    YOURS,
    FRESH
  }

  /** What a comparison found. */
  enum Likeness {
    SAME,
    DIFFERENT,
    UNKNOWN
  }

  /**
   * Compares the regular files at one path, relative to {@code /etc}, of two of the trees.
   *
   * @throws StoreException where no answer is of use any more; a file that can't be read is {@link
   *     Likeness#UNKNOWN}
   */
  Likeness compare(String path, Side one, Side other) throws StoreException;
}
