package org.understory.store.repo;

import java.util.Optional;
import java.util.OptionalInt;
import org.understory.model.history.Checksum;

/**
 * The name of an object in one long, for where hundreds of thousands are counted: the first 62 bits
 * of its checksum, then two for its type. Two objects of one repository never share them by chance;
 * should somebody make two that do, one size is counted wrongly. In the order of these numbers the
 * objects of one folder {@code objects/xx} follow each other.
 */
final class ObjectKey {
  private static final long TYPE = 3;

  private ObjectKey() {}

  /**
   * For COMMIT (its COMMITMETA has the same key: they come and go together), DIRTREE, DIRMETA or a
   * file.
   */
  static long of(Checksum checksum, ObjectType type) {
    return of(checksum.a(), type);
  }

  /** The same from the first eight bytes of the checksum. */
  static long of(long start, ObjectType type) {
    int number =
        switch (type) {
          case FILE, FILEZ -> 0;
          case DIRTREE -> 1;
          case DIRMETA -> 2;
          case COMMIT, COMMITMETA -> 3;
        };
    return ((start & ~TYPE) | number) ^ Long.MIN_VALUE;
  }

  /** The number of its folder, 0 to 255. */
  static int folder(long key) {
    return (int) ((key ^ Long.MIN_VALUE) >>> 56);
  }

  /** The type that a suffix in this repository stands for; none for what is not counted so. */
  static Optional<ObjectType> type(String suffix, Location location) {
    if (suffix.equals(location.fileType().suffix())) {
      return Optional.of(ObjectType.FILE);
    }
    return switch (suffix) {
      case "commit" -> Optional.of(ObjectType.COMMIT);
      case "commitmeta" -> Optional.of(ObjectType.COMMITMETA);
      case "dirtree" -> Optional.of(ObjectType.DIRTREE);
      case "dirmeta" -> Optional.of(ObjectType.DIRMETA);
      default -> Optional.empty();
    };
  }

  /** Where a key is in a sorted part of keys. */
  static OptionalInt find(long[] keys, long key) {
    int at = java.util.Arrays.binarySearch(keys, key);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }
}
