package org.understory.store.repo;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.understory.model.history.Checksum;

/**
 * What was found out earlier about what takes room in one repository: its {@link Inventory}, which
 * is checked against the folders, and what each commit needs, which never changes. A damaged or
 * foreign file is the same as none.
 *
 * @param commits only such as could be read in full
 */
record ObjectCache(Inventory inventory, Map<Checksum, CommitObjects> commits) {
  static final ObjectCache NONE = new ObjectCache(Inventory.NONE, Map.of());

  /** Bytes of a file: room for sixty commits of a large system. */
  static final int MAX_BYTES = 96 << 20;

  private static final long MAGIC = 0x556e646572730101L;
  private static final int HEAD = 2 * Long.BYTES + Checksum.BYTES + Integer.BYTES;
  private static final int COMMIT_HEAD = Checksum.BYTES + Long.BYTES + 1 + Integer.BYTES;

  static ObjectCache read(byte[] bytes, Checksum repository) {
    try {
      ByteBuffer from = ByteBuffer.wrap(bytes);
      if (from.getLong() != MAGIC
          || from.getLong() != sum(bytes)
          || !next(from).equals(repository)) {
        return NONE;
      }
      Inventory inventory = Inventory.read(from);
      Map<Checksum, CommitObjects> commits = new HashMap<>();
      for (int left = from.getInt(); left > 0; left--) {
        Checksum commit = next(from);
        long own = from.getLong();
        boolean checkout = from.get() != 0;
        int count = from.getInt();
        if (count < 0 || count > from.remaining() / Long.BYTES) {
          return NONE;
        }
        long[] keys = new long[count];
        from.asLongBuffer().get(keys);
        from.position(from.position() + count * Long.BYTES);
        commits.put(commit, new CommitObjects(keys, own, checkout, true));
      }
      return new ObjectCache(inventory, commits);
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException damaged) {
      return NONE;
    }
  }

  /** Empty where it is too large; commits that make it so are left out, the last ones first. */
  Optional<byte[]> write(Checksum repository) {
    long size = HEAD + inventory.size();
    Map<Checksum, CommitObjects> fitting = new HashMap<>();
    for (var commit : commits.entrySet()) {
      long more = COMMIT_HEAD + (long) commit.getValue().keys().length * Long.BYTES;
      if (size + more <= MAX_BYTES) {
        size += more;
        fitting.put(commit.getKey(), commit.getValue());
      }
    }
    if (size > MAX_BYTES) {
      return Optional.empty();
    }
    ByteBuffer to = ByteBuffer.allocate((int) size);
    to.putLong(MAGIC).putLong(0).put(repository.bytes());
    inventory.writeTo(to);
    to.putInt(fitting.size());
    fitting.forEach(
        (commit, needs) -> {
          to.put(commit.bytes()).putLong(needs.own()).put((byte) (needs.checkout() ? 1 : 0));
          to.putInt(needs.keys().length);
          to.asLongBuffer().put(needs.keys());
          to.position(to.position() + needs.keys().length * Long.BYTES);
        });
    to.putLong(Long.BYTES, sum(to.array()));
    return Optional.of(to.array());
  }

  /** Of all that follows the sum. */
  private static long sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    int start = 2 * Long.BYTES;
    sum.update(bytes, start, bytes.length - start);
    return sum.getValue();
  }

  private static Checksum next(ByteBuffer from) {
    byte[] bytes = new byte[Checksum.BYTES];
    from.get(bytes);
    return Checksum.of(bytes, 0);
  }
}
