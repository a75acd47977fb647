package org.understory.store.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;

/**
 * What a commit says about the sizes of its objects that are not in the repository ({@code
 * ostree.sizes}, {@code aay}: checksum, size in an archive and unpacked as variable-length numbers,
 * type of object).
 *
 * @param archived bytes as a server keeps them, which is what is fetched where there is no static
 *     delta
 * @param unpacked bytes as they are kept here
 */
record Sizes(long archived, long unpacked) {
  /** Empty where the commit does not say. */
  static Optional<Sizes> missing(CommitDetails commit, Path repository) {
    if (!(commit.metadata().get("ostree.sizes") instanceof Variant.Array(List<Variant> entries))) {
      return Optional.empty();
    }
    long archived = 0;
    long unpacked = 0;
    for (Variant entry : entries) {
      if (!(entry instanceof Variant.Bytes(List<Byte> bytes)) || bytes.size() <= Checksum.BYTES) {
        return Optional.empty();
      }
      Iterator<Byte> numbers = bytes.listIterator(Checksum.BYTES);
      long packed = number(numbers);
      long whole = number(numbers);
      if (packed < 0 || whole < 0) {
        return Optional.empty();
      }
      if (!here(bytes, repository)) {
        archived = Math.addExact(archived, packed);
        unpacked = Math.addExact(unpacked, whole);
      }
    }
    return Optional.of(new Sizes(archived, unpacked));
  }

  /** Seven bits a byte, the lowest first ({@code _ostree_read_varuint64}); -1 for no number. */
  private static long number(Iterator<Byte> bytes) {
    long value = 0;
    for (int shift = 0; bytes.hasNext() && shift < Long.SIZE - 7; shift += 7) {
      byte next = bytes.next();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    return -1;
  }

  private static boolean here(List<Byte> bytes, Path repository) {
    byte[] name = new byte[Checksum.BYTES];
    for (int i = 0; i < name.length; i++) {
      name[i] = bytes.get(i);
    }
    String hex = Checksum.of(name, 0).hex();
    Path folder = repository.resolve("objects").resolve(hex.substring(0, 2));
    return List.of(".file", ".filez", ".dirtree", ".dirmeta").stream()
        .anyMatch(end -> Files.exists(folder.resolve(hex.substring(2) + end)));
  }
}
