package org.understory.store.repo;

import java.util.List;
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

  /** Bits of a number in each byte; the highest says that more follow (_ostree_read_varuint64). */
  private static final int BITS = 7;

  /**
   * The sizes of one object.
   *
   * @param archived bytes of its file on a server
   * @param unpacked bytes of its content
   */
  record Sizes(long archived, long unpacked) {}

  private final Checksum commit;
  private final Optional<Serialized> all;

  private CommitSizes(Checksum commit, Optional<Serialized> all) {
    this.commit = commit;
    this.all = all;
  }

  /** What the commit object says; nothing is known where it says nothing. */
  static CommitSizes parse(Checksum commit, byte[] bytes) throws StoreException {
    try {
      Serialized metadata = Serialized.of(CommitParser.TYPE, bytes).items().getFirst();
      for (Serialized entry : metadata.items()) {
        List<Serialized> pair = entry.items();
        Serialized value = pair.getLast().items().getFirst();
        if (pair.getFirst().text().equals(KEY)) {
          // Of a key that comes twice the first counts.
          boolean sizes = value.type().text().equals("aay") && value.count() > 0;
          return new CommitSizes(commit, Optional.of(value).filter(_ -> sizes));
        }
      }
      return new CommitSizes(commit, Optional.empty());
    } catch (VariantException e) {
      throw in(commit, e);
    }
  }

  private static StoreException in(Checksum commit, VariantException trouble) {
    return trouble.in(Objects.name(commit, ObjectType.COMMIT));
  }

  /** Checksum, the two sizes, and in newer commits the type of the object. */
  private static Sizes sizes(Serialized entry) throws VariantException {
    byte[] bytes = entry.bytes();
    int[] at = {Checksum.BYTES};
    return new Sizes(number(bytes, at), number(bytes, at));
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
    return all.isPresent();
  }

  /** What {@code here} lacks; empty where the commit says nothing. */
  Optional<Download> download(Objects here) throws StoreException {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    long archived = 0;
    long unpacked = 0;
    try {
      for (Serialized entry : all.get().items()) {
        Sizes sizes = sizes(entry);
        Checksum object = Checksum.of(entry.bytes(), 0);
        boolean there =
            here.hasFile(object)
                || here.exists(object, ObjectType.DIRTREE)
                || here.exists(object, ObjectType.DIRMETA);
        archived += there ? 0 : sizes.archived();
        unpacked += there ? 0 : sizes.unpacked();
        if (archived < 0 || unpacked < 0) {
          return Optional.empty(); // more than there are bytes in the world
        }
      }
    } catch (VariantException e) {
      throw in(commit, e);
    }
    return Optional.of(new Download(archived, unpacked, new Download.Objects()));
  }

  /**
   * What the commit says of one object. It lists them in their order (add_size_index_to_metadata),
   * so that it does not have to be read as a whole; in another order it says nothing.
   */
  Optional<Sizes> of(Checksum object) throws StoreException {
    try {
      byte[] wanted = object.bytes();
      int low = 0;
      int high = all.isPresent() ? all.get().count() - 1 : -1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        Serialized entry = all.orElseThrow().item(middle);
        int order = entry.compareStart(wanted);
        if (order == 0) {
          return Optional.of(sizes(entry));
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return Optional.empty();
    } catch (VariantException e) {
      throw in(commit, e);
    }
  }
}
