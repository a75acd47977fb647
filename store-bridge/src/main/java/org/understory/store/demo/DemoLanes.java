package org.understory.store.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.understory.model.operation.StoreException;

/** Runs some works side by side and waits for all of them. */
final class DemoLanes {
  private DemoLanes() {}

  /** Work that runs tools. */
  @FunctionalInterface
  interface Work {
    void run() throws StoreException, IOException;
  }

  /** The trouble of the first work that has some is thrown. */
  static void run(Work... works) throws StoreException, IOException {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(works.length)) {
      for (Work work : works) {
        running.add(
            executor.submit(
                () -> {
                  work.run();
                  return work;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StoreException trouble -> throw trouble;
        case IOException trouble -> throw trouble;
        case CancellationException cancelled -> throw cancelled;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }
}
