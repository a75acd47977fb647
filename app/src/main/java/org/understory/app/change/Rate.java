package org.understory.app.change;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Bytes in a second, measured anew every second so that the number can be read. */
final class Rate {
  private static final long SECOND = 1_000_000_000;

  private final LongSupplier nanos;
  private long since;
  private long counted = -1;
  private OptionalLong rate = OptionalLong.empty();

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  Rate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The rate, now that so many have come since the beginning; empty in the first second. */
  OptionalLong of(long bytes) {
    long now = nanos.getAsLong();
    if (counted < 0) {
      since = now;
      counted = bytes;
    } else if (now - since >= SECOND) {
      rate = OptionalLong.of((long) ((bytes - counted) / ((now - since) / (double) SECOND)));
      since = now;
      counted = bytes;
    }
    return rate;
  }
}
