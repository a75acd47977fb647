package org.understory.store.helper;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything of the front happens, so that nothing in it needs a lock. What
 * others bring is bounded: when too much waits, they wait too, and the bus holds it against the
 * sender. A failure that nobody caught ends the process; the bus then starts a new one.
 */
final class Loop implements AutoCloseable {
  private static final int WAITING_LIMIT = 64;

  private final Semaphore places = new Semaphore(WAITING_LIMIT);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("front").factory());

  /** Runs this soon; waits when too much is waiting. Not for the loop's own thread. */
  void bring(Runnable task) {
    places.acquireUninterruptibly();
    execute(
        () -> {
          places.release();
          task.run();
        });
  }

  /** Runs this soon. */
  void execute(Runnable task) {
    try {
      thread.execute(fatal(task));
    } catch (RejectedExecutionException over) {
      LoggerFactory.getLogger(Loop.class).debug("Too late", over);
    }
  }

  /** Runs this after a while. */
  void after(Duration delay, Runnable task) {
    ScheduledFuture<?> _ = thread.schedule(fatal(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Runnable fatal(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable bug) {
        Fatal.end(bug);
      }
    };
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
