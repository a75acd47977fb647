package org.understory.store.remote;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect until there is a connection
 * @param stall in this time at least {@code stallBytes} have to come, or the answer to end
 * @param stallBytes bytes
 * @param whole for one answer
 */
public record Limits(Duration connect, Duration stall, long stallBytes, Duration whole) {
  /** As patient as libostree's fetcher about slow bytes, and less about a silent server. */
  public static final Limits USUAL =
      new Limits(Duration.ofSeconds(15), Duration.ofSeconds(20), 2048, Duration.ofMinutes(15));
}
