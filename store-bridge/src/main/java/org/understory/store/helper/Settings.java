package org.understory.store.helper;

import java.nio.file.Path;
import java.time.Duration;
import org.understory.store.bus.Contract;

/**
 * Where the front finds others, and how long it waits.
 *
 * @param bus socket of the system bus
 * @param worker socket behind which each connection is a worker
 * @param outcome file in which a worker leaves what came of its work; beside it {@code
 *     running.json} says that one is at work
 * @param idle without work and callers for this long, the front ends
 * @param unstarted a transaction that was not started in this time is dropped
 * @param lingering a transaction that has ended is still there for this long
 * @param prompt how long a person may take for a password
 * @param quiet how long polkit may take when nobody is asked
 * @param heartbeat how often the front makes sure that it can be reached, and how long that may
 *     take
 */
public record Settings(
    Path bus,
    Path worker,
    Path outcome,
    Duration idle,
    Duration unstarted,
    Duration lingering,
    Duration prompt,
    Duration quiet,
    Duration heartbeat) {
  /** As installed. */
  public static final Settings INSTALLED =
      new Settings(
          Path.of(Contract.SOCKET),
          Path.of("/run/understory/worker"),
          Path.of("/var/lib/understory/outcome.json"),
          Duration.ofSeconds(90),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  /** As {@code worker}, but of one that mounts for everybody. */
  Path unlocker() {
    return worker.resolveSibling("unlocker");
  }

  Path running() {
    return outcome.resolveSibling("running.json");
  }

  /** The same, but it ends sooner when nobody calls. */
  public Settings idle(Duration wait) {
    return new Settings(bus, worker, outcome, wait, unstarted, lingering, prompt, quiet, heartbeat);
  }

  /** The same, but it finds out sooner that it is deaf. */
  public Settings watchful(Duration wait) {
    return new Settings(bus, worker, outcome, idle, unstarted, lingering, prompt, quiet, wait);
  }

  /** The same with less patience for transactions and for polkit; a person still has time. */
  public Settings hasty(Duration wait) {
    return new Settings(bus, worker, outcome, idle, wait, wait, prompt, wait, heartbeat);
  }
}
