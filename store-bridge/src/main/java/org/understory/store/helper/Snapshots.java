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
 * own, once for all who ask meanwhile, and what was read is good for a moment, or until something
 * was changed.
 */
final class Snapshots {
  private static final Duration FRESH = Duration.ofMillis(500);
  private static final int WAITING_LIMIT = 256;

  /**
   * Somebody who waits.
   *
   * @param age how often something had been changed when they asked
   */
  private record Asker(long age, Consumer<Optional<String>> then) {}

  private final SystemFacts facts;
  private final Loop loop;
  private final List<Asker> waiting = new ArrayList<>();
  private Optional<String> fresh = Optional.empty();
  private long age;
  private boolean reading;

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
    waiting.add(new Asker(age, then));
    readForAll();
    return true;
  }

  /** Whether nobody waits for an answer. */
  boolean isQuiet() {
    return waiting.isEmpty();
  }

  /** Something was changed: who asks from now on must not be told what was read before. */
  void forget() {
    age++;
    fresh = Optional.empty();
  }

  private void readForAll() {
    if (!reading && !waiting.isEmpty()) {
      reading = true;
      long now = age;
      Thread.ofPlatform().daemon().name("snapshot").start(() -> read(now));
    }
  }

  private void read(long asOf) {
    Optional<String> read = Optional.empty();
    try {
      read = Optional.of(facts.snapshot());
    } catch (IOException failure) {
      LoggerFactory.getLogger(Snapshots.class).warn("The system can't be read", failure);
    }
    Optional<String> snapshot = read;
    loop.execute(() -> give(asOf, snapshot));
  }

  private void give(long asOf, Optional<String> snapshot) {
    reading = false;
    if (asOf == age) {
      fresh = snapshot;
      loop.after(FRESH, this::expire);
    }
    List<Asker> served = waiting.stream().filter(each -> each.age <= asOf).toList();
    waiting.removeAll(served);
    served.forEach(each -> each.then.accept(snapshot));
    readForAll();
  }

  private void expire() {
    fresh = Optional.empty();
  }
}
