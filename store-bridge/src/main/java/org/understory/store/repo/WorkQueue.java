package org.understory.store.repo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;

/**
 * Work that makes more work, done by a few threads until none is left. The caller's thread works
 * too, so that nothing waits for a thread to start. Last in, first out: what was just read is still
 * at hand, and little is left over at any time.
 */
final class WorkQueue<T> {
  /** Threads that read: more than two gain little, since the kernel's caches do the work. */
  static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  /**
   * Threads that read a whole repository, most of which may not be in the kernel's caches: a disk
   * answers several questions in the time of one, and where nothing has to be read it is as quick.
   */
  static final int WAITING_THREADS = 8;

  private final Step<T> step;
  private final Cancellation cancellation;
  private final Deque<T> waiting = new ArrayDeque<>();
  private int unfinished;
  private Optional<Throwable> failure = Optional.empty();

  private WorkQueue(Step<T> step, Cancellation cancellation) {
    this.step = step;
    this.cancellation = cancellation;
  }

  /** One piece of work, called by several threads at once. */
  @FunctionalInterface
  interface Step<T> {
    /** Does it; what it adds to {@code more} is done later. */
    void run(T item, WorkQueue<T> more) throws StoreException;
  }

  /**
   * Returns when everything is done, or throws the first failure as soon as no thread works any
   * more.
   *
   * @throws CancellationException if cancelled meanwhile
   */
  static <T> void run(Collection<T> first, Step<T> step, Cancellation cancellation)
      throws StoreException {
    run(THREADS, first, step, cancellation);
  }

  /** The same with so many threads. */
  static <T> void run(int threads, Collection<T> first, Step<T> step, Cancellation cancellation)
      throws StoreException {
    WorkQueue<T> queue = new WorkQueue<>(step, cancellation);
    first.forEach(queue::add);
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      helpers.add(Thread.ofPlatform().daemon().name("reader-" + i).start(queue::work));
    }
    queue.work();
    await(helpers);
    if (queue.failure.isPresent()) {
      switch (queue.failure.get()) {
        case StoreException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }

  /** Adds work; only a running step or the start may. */
  synchronized void add(T item) {
    unfinished++;
    waiting.push(item);
    notify();
  }

  private void work() {
    Optional<T> item = take();
    while (item.isPresent()) {
      try {
        cancellation.check();
        step.run(item.get(), this);
        finish(Optional.empty());
      } catch (StoreException | RuntimeException | Error e) {
        finish(Optional.of(e));
      }
      item = take();
    }
  }

  private synchronized Optional<T> take() {
    while (waiting.isEmpty() && unfinished > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        fail(new CancellationException());
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.ofNullable(waiting.poll());
  }

  private synchronized void finish(Optional<Throwable> trouble) {
    unfinished--;
    trouble.ifPresent(this::fail);
    if (unfinished == 0) {
      notifyAll();
    }
  }

  private void fail(Throwable trouble) {
    if (failure.isEmpty()) {
      failure = Optional.of(trouble);
    }
    unfinished -= waiting.size();
    waiting.clear();
  }

  /** Returns when no helper works any more, even if this thread is interrupted. */
  private static void await(List<Thread> helpers) {
    boolean interrupted = false;
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
