package org.understory.store.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Variant;

/**
 * What a commit says about the sizes of its objects ({@code ostree.sizes}, {@code aay}: checksum,
 * size in an archive and unpacked as variable-length numbers, type of object).
 */
final class Sizes {
  private static final int ARCHIVED = Checksum.BYTES;

  private Sizes() {}

  /**
   * Bytes of the objects that are not in the repository as a server keeps them, which is what is
   * fetched where there is no static delta. Empty where the commit does not say.
   */
  static OptionalLong missing(CommitDetails commit, Path repository) {
    if (!(commit.metadata().get("ostree.sizes") instanceof Variant.Array(List<Variant> entries))) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (Variant entry : entries) {
      if (!(entry instanceof Variant.Bytes(List<Byte> bytes)) || bytes.size() <= ARCHIVED) {
        return OptionalLong.empty();
      }
      long size = number(bytes);
      if (size < 0) {
        return OptionalLong.empty();
      }
      if (!here(bytes, repository)) {
        sum = Math.addExact(sum, size);
      }
    }
    return OptionalLong.of(sum);
  }

  /** Seven bits a byte, the lowest first ({@code _ostree_read_varuint64}); -1 for no number. */
  private static long number(List<Byte> bytes) {
    long value = 0;
    int shift = 0;
    for (int i = ARCHIVED; i < bytes.size() && shift < Long.SIZE - 7; i++) {
      value |= (bytes.get(i) & 0x7fL) << shift;
      if (bytes.get(i) >= 0) {
        return value;
      }
      shift += 7;
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
