package org.understory.store.repo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;

/**
 * How large the objects of a commit are, as the commit itself says ({@code ostree.sizes}, made by
 * {@code ostree commit --generate-sizes}).
 */
final class CommitSizes {
  private static final String KEY = "ostree.sizes";

  private static final List<Serialized> NONE = List.of();

  /** Bits of a number in each byte; the highest says that more follow (_ostree_read_varuint64). */
  private static final int BITS = 7;

  /**
   * The sizes of one object.
   *
   * @param archived bytes of its file on a server
   * @param unpacked bytes of its content
   */
  record Sizes(long archived, long unpacked) {}

  private final Map<Checksum, Sizes> all;

  private CommitSizes(Map<Checksum, Sizes> all) {
    this.all = all;
  }

  /** What the commit object says; nothing is known where it says nothing. */
  static CommitSizes parse(Checksum commit, byte[] bytes) throws StoreException {
    Map<Checksum, Sizes> all = new HashMap<>();
    try {
      Serialized metadata = Serialized.of(CommitParser.TYPE, bytes).items().getFirst();
      for (Serialized entry : metadata.items()) {
        List<Serialized> pair = entry.items();
        Serialized value = pair.getLast().items().getFirst();
        if (pair.getFirst().text().equals(KEY)) {
          List<Serialized> sizes = value.type().text().equals("aay") ? value.items() : NONE;
          all = HashMap.newHashMap(sizes.size());
          for (Serialized one : sizes) {
            add(one.bytes(), all);
          }
          break; // of a key that comes twice the first counts
        }
      }
      return new CommitSizes(all);
    } catch (VariantException e) {
      throw e.in(Objects.name(commit, ObjectType.COMMIT));
    }
  }

  /** Checksum, the two sizes, and in newer commits the type of the object. */
  private static void add(byte[] entry, Map<Checksum, Sizes> all) throws VariantException {
    if (entry.length < Checksum.BYTES) {
      throw new VariantException(Flaw.TRUNCATED);
    }
    int[] at = {Checksum.BYTES};
    all.put(Checksum.of(entry, 0), new Sizes(number(entry, at), number(entry, at)));
  }

  private static long number(byte[] entry, int[] at) throws VariantException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
      if (at[0] == entry.length) {
        throw new VariantException(Flaw.TRUNCATED);
      }
      byte next = entry[at[0]++];
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new VariantException(Flaw.MALFORMED);
  }

  /** Whether the commit says anything. */
  boolean isKnown() {
    return !all.isEmpty();
  }

  /** What {@code here} lacks; empty where the commit says nothing. */
  Optional<Download> download(Objects here) {
    if (!isKnown()) {
      return Optional.empty();
    }
    long archived = 0;
    long unpacked = 0;
    for (Map.Entry<Checksum, Sizes> each : all.entrySet()) {
      Checksum object = each.getKey();
      boolean there =
          here.hasFile(object)
              || here.exists(object, ObjectType.DIRTREE)
              || here.exists(object, ObjectType.DIRMETA);
      archived += there ? 0 : each.getValue().archived();
      unpacked += there ? 0 : each.getValue().unpacked();
      if (archived < 0 || unpacked < 0) {
        return Optional.empty(); // more than there are bytes in the world
      }
    }
    return Optional.of(new Download(archived, unpacked, new Download.Objects()));
  }

  Optional<Sizes> of(Checksum object) {
    return Optional.ofNullable(all.get(object));
  }
}
