package org.understory.store.helper;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often something may be for each of many; the longest unheard are forgotten. */
final class Rate {
  private static final int REMEMBERED = 1024;
  private static final double SECOND = 1e9;

  private record Bucket(double left, long at) {}

  private final int atOnce;
  private final int perSecond;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param perSecond in the long run
   */
  Rate(int atOnce, int perSecond) {
    this.atOnce = atOnce;
    this.perSecond = perSecond;
  }

  /** Whether it may be for this one now. */
  boolean allows(String name, long now) {
    Bucket before = buckets.getOrDefault(name, new Bucket(atOnce, now));
    double left = Math.min(atOnce, before.left + (now - before.at) / SECOND * perSecond);
    buckets.put(name, new Bucket(left >= 1 ? left - 1 : left, now));
    return left >= 1;
  }
}
