package org.understory.store.repo;

import java.util.Arrays;

/** A growing list of object keys; not for several threads at once. */
final class KeyList {
  private long[] keys = new long[1024];
  private int count;

  void add(long key) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, 2 * count);
    }
    keys[count++] = key;
  }

  /** All of them, sorted, each once. */
  long[] sorted() {
    Arrays.sort(keys, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || keys[i] != keys[distinct - 1]) {
        keys[distinct++] = keys[i];
      }
    }
    count = distinct;
    return Arrays.copyOf(keys, count);
  }
}
