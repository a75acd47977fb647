package org.understory.store.sysroot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.understory.model.config.ConfigContents;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;

/** Compares files of several trees by reading them, a piece at a time. */
record EtcContents(Map<Side, EtcTree> trees, Cancellation cancellation) implements ConfigContents {
  private static final int PIECE = 1 << 16;

  @Override
  public Likeness compare(String path, Side one, Side other) {
    EtcTree first = tree(one);
    EtcTree second = tree(other);
    Optional<Checksum> object = first.object(path);
    if (object.isPresent() && object.equals(second.object(path))) {
      return Likeness.SAME;
    }
    try (InputStream a = first.open(path);
        InputStream b = second.open(path)) {
      return same(a, b) ? Likeness.SAME : Likeness.DIFFERENT;
    } catch (IOException | StoreException unreadable) {
      return Likeness.UNKNOWN;
    }
  }

  private EtcTree tree(Side side) {
    return java.util.Objects.requireNonNull(trees.get(side));
  }

  private boolean same(InputStream a, InputStream b) throws IOException {
    byte[] left = new byte[PIECE];
    byte[] right = new byte[PIECE];
    while (true) {
      cancellation.check();
      int size = a.readNBytes(left, 0, PIECE);
      if (size != b.readNBytes(right, 0, PIECE) || !Arrays.equals(left, 0, size, right, 0, size)) {
        return false;
      }
      if (size < PIECE) {
        return true;
      }
    }
  }
}
