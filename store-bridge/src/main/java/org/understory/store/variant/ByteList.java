package org.understory.store.variant;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * Bytes as a list that never changes, compared by content; takes one byte of memory for each. The
 * model has no arrays in its records, for arrays compare by identity.
 */
public final class ByteList extends AbstractList<Byte> implements RandomAccess {
  private final byte[] bytes;

  /** The caller gives the array away. */
  public ByteList(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public Byte get(int index) {
    return bytes[index];
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteList list ? Arrays.equals(bytes, list.bytes) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
