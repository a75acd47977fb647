package org.understory.store.repo;

import java.nio.ByteBuffer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.StoreException;

/**
 * Mode and owner of a folder, from the front of {@code (uuua(ayay))}, big-endian
 * (OSTREE_DIRMETA_GVARIANT_FORMAT).
 *
 * @param mode type and permission bits as in {@code st_mode}
 */
record DirMeta(int uid, int gid, int mode) {
  /** What is said of a folder whose dirmeta can't be read. */
  static final DirMeta UNKNOWN = new DirMeta(0, 0, 0);

  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;

  static DirMeta load(Objects objects, Checksum checksum) throws StoreException {
    return parse(checksum, objects.load(checksum, ObjectType.DIRMETA));
  }

  static DirMeta parse(Checksum checksum, byte[] bytes) throws StoreException {
    if (bytes.length < 12) {
      throw Objects.corrupt(checksum, ObjectType.DIRMETA, Flaw.TRUNCATED);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    DirMeta meta = new DirMeta(buffer.getInt(0), buffer.getInt(4), buffer.getInt(8));
    if ((meta.mode & TYPE) != FOLDER) {
      throw Objects.corrupt(checksum, ObjectType.DIRMETA, Flaw.MALFORMED);
    }
    return meta;
  }
}
