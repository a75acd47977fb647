package org.understory.store.helper;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each caller may ask for what needs no permission; the longest unheard are forgotten.
 */
final class Rate {
  /** Calls a second, in the long run and at once. */
  private static final int LIMIT = 60;

  private static final int REMEMBERED = 1024;
  private static final double SECOND = 1e9;

  private record Bucket(double left, long at) {}

  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Whether this caller may ask now. */
  boolean allows(String name, long now) {
    Bucket before = buckets.getOrDefault(name, new Bucket(LIMIT, now));
    double left = Math.min(LIMIT, before.left + (now - before.at) / SECOND * LIMIT);
    buckets.put(name, new Bucket(left >= 1 ? left - 1 : left, now));
    return left >= 1;
  }
}
