package org.understory.store.repo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Small things on their way into the cache, written by a thread of their own, many at once: nobody
 * who looks at them needs to wait for that. For use by several threads.
 */
final class KeptLater<K> {
  /** Bytes that may wait to be written. */
  private static final long MAX_WAITING = 32 << 20;

  /** Bytes that are worth writing at once. */
  private static final long MANY = 4 << 20;

  /** Milliseconds that fewer wait for more, lest they be written one by one while they come. */
  private static final long PATIENCE = 100;

  private final Writer<K> writer;
  private Map<K, byte[]> waiting = new LinkedHashMap<>();
  private Map<K, byte[]> beingWritten = Map.of();
  private long size;
  private boolean hurry;
  private Optional<Thread> working = Optional.empty();

  /** Writes what has come; trouble is its own. */
  interface Writer<K> {
    void write(Map<K, byte[]> batch);
  }

  KeptLater(Writer<K> writer) {
    this.writer = writer;
  }

  /** What will be written under this key. */
  synchronized Optional<byte[]> find(K key) {
    return Optional.ofNullable(waiting.get(key))
        .or(() -> Optional.ofNullable(beingWritten.get(key)));
  }

  /** Has {@code bytes} written; what is too much is left out. */
  synchronized void add(K key, byte[] bytes) {
    if (size + bytes.length > MAX_WAITING || waiting.putIfAbsent(key, bytes) != null) {
      return;
    }
    size += bytes.length;
    if (working.isEmpty()) {
      hurry = false;
      working = Optional.of(Thread.ofPlatform().daemon().name("keeper").start(this::work));
    } else if (size >= MANY) {
      notifyAll();
    }
  }

  /** Returns when nothing waits any more. */
  void finish() {
    boolean interrupted = false;
    Optional<Thread> thread = hurried();
    while (thread.isPresent()) {
      try {
        thread.get().join();
        thread = hurried();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Thread> hurried() {
    hurry = true;
    notifyAll();
    return working;
  }

  private void work() {
    boolean done = false;
    try {
      Map<K, byte[]> batch = next();
      while (!batch.isEmpty()) {
        writer.write(batch);
        batch = next();
      }
      done = true;
    } finally {
      if (!done) {
        lose();
      }
    }
  }

  /** For lack of memory, say: nobody is to wait for a thread that has ended. */
  private synchronized void lose() {
    beingWritten = Map.of();
    waiting = new LinkedHashMap<>();
    size = 0;
    working = Optional.empty();
  }

  /** The end of the thread is known before anything else can be added. */
  private synchronized Map<K, byte[]> next() {
    beingWritten = Map.of();
    gather();
    beingWritten = waiting;
    waiting = new LinkedHashMap<>();
    size = 0;
    if (beingWritten.isEmpty()) {
      working = Optional.empty();
    }
    return beingWritten;
  }

  private void gather() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    long left = PATIENCE;
    while (!waiting.isEmpty() && size < MANY && !hurry && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        return; // nobody does that
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }
}
