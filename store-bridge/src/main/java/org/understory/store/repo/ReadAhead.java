package org.understory.store.repo;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Answers questions a little ahead of the thread that asks them, when every answer says which
 * questions come next and the walk goes into the first of these first. The asking thread answers
 * for itself what nobody has begun, and while it waits for what another one has begun it answers
 * what comes later, so that it is never idle.
 */
final class ReadAhead<Q, A> implements AutoCloseable {
  /** Answers that may be there and not yet taken. */
  private static final int AHEAD = 512;

  private final Function<Q, A> answer;
  private final Function<A, List<Q>> next;
  private final Deque<Task> wanted = new ConcurrentLinkedDeque<>();
  private final Semaphore work = new Semaphore(0);
  private final Semaphore ahead = new Semaphore(AHEAD);
  private volatile boolean closed;

  /** {@code answer} is called by several threads. */
  ReadAhead(Function<Q, A> answer, Function<A, List<Q>> next) {
    this.answer = answer;
    this.next = next;
    for (int i = 1; i < WorkQueue.THREADS; i++) {
      Thread.ofPlatform().daemon().name("read-ahead-" + i).start(this::work);
    }
  }

  /** A question that may have been answered already. */
  final class Task {
    private final FutureTask<A> future;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile List<Task> inside = List.of();

    private Task(Q question) {
      this.future = new FutureTask<>(() -> run(question));
    }

    /**
     * The answer.
     *
     * @throws CancellationException if it was cancelled or this thread interrupted
     */
    A take() {
      boolean byOther = !claimed.compareAndSet(false, true);
      if (!byOther) {
        future.run();
      }
      while (!future.isDone() && answerLater()) {}
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException cause -> throw cause;
          case Error cause -> throw cause;
          case null, default -> throw new IllegalStateException(e);
        }
      } finally {
        if (byOther) {
          ahead.release();
        }
      }
    }

    /** The questions that come next, once this one's answer has been taken. */
    List<Task> inside() {
      return inside;
    }

    private A run(Q question) {
      A answered = answer.apply(question);
      inside = next.apply(answered).stream().map(Task::new).toList();
      inside.reversed().forEach(wanted::push);
      work.release(inside.size());
      return answered;
    }
  }

  /** The first question. */
  Task begin(Q question) {
    return new Task(question);
  }

  private void work() {
    try {
      while (!closed) {
        work.acquire();
        ahead.acquire();
        answerNext();
      }
    } catch (InterruptedException e) {
      // Nobody but the end of the program interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Answers a question that will come, unless there is none or too many answers wait already. */
  private boolean answerLater() {
    if (!ahead.tryAcquire()) {
      return false;
    }
    if (!work.tryAcquire()) {
      ahead.release();
      return false;
    }
    answerNext();
    return true;
  }

  private void answerNext() {
    Task task = wanted.poll();
    if (!closed && task != null && task.claimed.compareAndSet(false, true)) {
      task.future.run();
    } else {
      ahead.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    work.release(WorkQueue.THREADS);
    ahead.release(WorkQueue.THREADS);
  }
}
