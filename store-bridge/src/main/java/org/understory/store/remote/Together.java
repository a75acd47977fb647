package org.understory.store.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;

/** Questions that do not wait for each other; how many are asked at a time is the server's say. */
public final class Together {
  private Together() {}

  /**
   * Does all of it at once, and returns when everything has ended.
   *
   * @throws CancellationException if somebody asked to stop meanwhile
   */
  public static void all(Stream<Runnable> work, Cancellation cancellation) {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      work.forEach(each -> all.add(workers.submit(each)));
    }
    // What was stopped is seen by whoever asked; what broke there, a bug, breaks here.
    cancellation.check();
    for (Future<?> each : all) {
      if (each.state() == Future.State.FAILED) {
        switch (each.exceptionNow()) {
          case RuntimeException bug -> throw bug;
          case Error bug -> throw bug;
          case Throwable other -> throw new IllegalStateException(other);
        }
      }
    }
  }
}
