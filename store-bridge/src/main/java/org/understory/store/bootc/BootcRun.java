package org.understory.store.bootc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.store.tool.Running;

/** One run of bootc. */
final class BootcRun {
  /** Bytes of its output of which the last are kept. */
  private static final int KEPT = 16 << 10;

  private final Running running;
  private final Duration patience;
  private final BooleanSupplier tooLate;
  private final AtomicLong heard = new AtomicLong(System.nanoTime());
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicBoolean late = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);

  /** Guards itself: it may be read while something that bootc started still prints. */
  private final StringBuilder said = new StringBuilder();

  /**
   * @param patience how long it may be silent before it is ended
   * @param tooLate whether it is not to be ended any more
   */
  BootcRun(Running running, Duration patience, BooleanSupplier tooLate) {
    this.running = running;
    this.patience = patience;
    this.tooLate = tooLate;
  }

  /** Reads what it tells meanwhile. */
  @FunctionalInterface
  interface Listener {
    /**
     * To the end.
     *
     * @param heard to be called for each piece
     */
    void read(InputStream told, Runnable heard) throws IOException;
  }

  /**
   * Waits for its end.
   *
   * @return the last of what it printed
   * @throws StoreException ToolFailed
   * @throws CancellationException where it was ended for that
   */
  String finish(Listener listener, Cancellation cancellation) throws StoreException, IOException {
    Thread output = Thread.ofPlatform().daemon().name("bootc-output").start(this::listen);
    Thread.ofPlatform().daemon().name("bootc-patience").start(this::watch);
    int status;
    try (var _ = cancellation.onCancel(this::stop)) {
      listener.read(running.progress(), () -> heard.set(System.nanoTime()));
      status = running.await();
    } finally {
      end.countDown();
    }
    join(output);
    if (status == 0) {
      return text();
    }
    if (stopped.get()) {
      throw new CancellationException();
    }
    throw Bootc.failed(late.get() ? "timeout" : words(status));
  }

  private void stop() {
    if (!tooLate.getAsBoolean()) {
      stopped.set(true);
      running.end(false);
      heard.set(System.nanoTime() - patience.minus(Bootc.MERCY).toNanos());
    }
  }

  /** Ends it where it says nothing for too long, or does not end when it is told to. */
  private void watch() {
    try {
      while (!end.await(100, TimeUnit.MILLISECONDS)) {
        long silent = System.nanoTime() - heard.get();
        if (silent > patience.toNanos() && !tooLate.getAsBoolean()) {
          late.set(true);
          running.end(true);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    byte[] piece = new byte[1 << 12];
    try (InputStream output = running.output()) {
      for (int count; (count = output.read(piece)) >= 0; ) {
        heard.set(Math.max(heard.get(), stopped.get() ? 0 : System.nanoTime()));
        keep(new String(piece, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      // Nobody is interested any more.
    }
  }

  private void keep(String more) {
    synchronized (said) {
      said.append(more);
      if (said.length() > KEPT) {
        said.delete(0, said.length() - KEPT);
      }
    }
  }

  private String text() {
    synchronized (said) {
      return said.toString();
    }
  }

  /** Something that it started may hold on to its output. */
  private static void join(Thread listener) {
    try {
      listener.join(Bootc.MERCY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String words(int status) {
    return text()
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((_, last) -> last)
        .map(line -> line.strip().replaceFirst("^(?i)error: ?", ""))
        .orElse("exit status " + status);
  }
}
