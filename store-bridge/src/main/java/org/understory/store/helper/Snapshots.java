package org.understory.store.helper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Answers questions about the system. Reading it takes a while, so it is done on a thread of its
 * own, once for all who ask meanwhile, and what was read is good for a moment.
 */
final class Snapshots {
  private static final Duration FRESH = Duration.ofMillis(500);
  private static final int WAITING_LIMIT = 256;

  private final SystemFacts facts;
  private final Loop loop;
  private final List<Consumer<Optional<String>>> waiting = new ArrayList<>();
  private Optional<String> fresh = Optional.empty();

  Snapshots(SystemFacts facts, Loop loop) {
    this.facts = facts;
    this.loop = loop;
  }

  /** Gives the snapshot, or nothing when it can't be read. False when too many wait for it. */
  boolean ask(Consumer<Optional<String>> then) {
    if (fresh.isPresent()) {
      then.accept(fresh);
      return true;
    }
    if (waiting.size() >= WAITING_LIMIT) {
      return false;
    }
    waiting.add(then);
    if (waiting.size() == 1) {
      Thread.ofPlatform().daemon().name("snapshot").start(this::read);
    }
    return true;
  }

  private void read() {
    Optional<String> read = Optional.empty();
    try {
      read = Optional.of(facts.snapshot());
    } catch (IOException failure) {
      LoggerFactory.getLogger(Snapshots.class).warn("The system can't be read", failure);
    }
    Optional<String> snapshot = read;
    loop.execute(() -> give(snapshot));
  }

  private void give(Optional<String> snapshot) {
    fresh = snapshot;
    loop.after(FRESH, () -> fresh = Optional.empty());
    List<Consumer<Optional<String>>> asked = List.copyOf(waiting);
    waiting.clear();
    asked.forEach(one -> one.accept(snapshot));
  }
}
