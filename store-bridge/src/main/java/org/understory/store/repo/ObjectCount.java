package org.understory.store.repo;

import java.util.Arrays;

/**
 * Counts for each object of an inventory how many commits need it, and for which it is the only
 * one. Commits are added one after the other; only numbers are kept of them.
 */
final class ObjectCount {
  private final Inventory inventory;

  /** Where the objects of each folder start. */
  private final int[] starts = new int[Inventory.FOLDERS];

  private final int[] needing;
  private final int[] last;
  private final int[] deployed;
  private final int[] lastDeployed;
  private int commits;

  ObjectCount(Inventory inventory) {
    this.inventory = inventory;
    int count = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = count;
      count += inventory.part(i).keys().length;
    }
    needing = new int[count];
    last = new int[count];
    deployed = new int[count];
    lastDeployed = new int[count];
  }

  /**
   * Adds a commit with what it needs.
   *
   * @return bytes of it, and how many of its objects are not here
   */
  Added add(long[] keys, boolean isDeployed) {
    long bytes = 0;
    int missing = 0;
    int at = 0;
    while (at < keys.length) {
      int folder = ObjectKey.folder(keys[at]);
      Inventory.Part part = inventory.part(folder);
      int here = Math.max(0, insertion(part.keys(), keys[at]));
      while (at < keys.length && ObjectKey.folder(keys[at]) == folder) {
        while (here < part.keys().length && part.keys()[here] < keys[at]) {
          here++;
        }
        if (here < part.keys().length && part.keys()[here] == keys[at]) {
          bytes += part.blocks()[here] * DiskUse.BLOCK;
          needs(starts[folder] + here, isDeployed);
        } else {
          missing++;
        }
        at++;
      }
    }
    return new Added(commits++, bytes, missing);
  }

  private static int insertion(long[] keys, long key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? -at - 1 : at;
  }

  private void needs(int object, boolean isDeployed) {
    needing[object]++;
    last[object] = commits;
    if (isDeployed) {
      deployed[object]++;
      lastDeployed[object] = commits;
    }
  }

  /** A commit's number, bytes of its objects that are here, and how many are not. */
  record Added(int number, long bytes, int missing) {}

  /**
   * What is known once all are added.
   *
   * @param alone bytes by number of the commit that alone needs them
   * @param unique bytes by number of the deployed commit that alone of those needs them
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sums(long[] alone, long[] unique, long all, long shared, long branches, long unneeded) {}

  Sums sums() {
    long[] alone = new long[commits];
    long[] unique = new long[commits];
    long all = 0;
    long shared = 0;
    long branches = 0;
    long unneeded = 0;
    for (int folder = 0; folder < Inventory.FOLDERS; folder++) {
      int[] blocks = inventory.part(folder).blocks();
      for (int i = 0; i < blocks.length; i++) {
        long bytes = blocks[i] * DiskUse.BLOCK;
        int object = starts[folder] + i;
        all += bytes;
        if (needing[object] == 1) {
          alone[last[object]] += bytes;
        }
        if (deployed[object] == 1) {
          unique[lastDeployed[object]] += bytes;
        } else if (deployed[object] > 1) {
          shared += bytes;
        } else if (needing[object] > 0) {
          branches += bytes;
        } else {
          unneeded += bytes;
        }
      }
    }
    return new Sums(alone, unique, all, shared, branches, unneeded);
  }
}
