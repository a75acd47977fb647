package org.understory.app.launch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.understory.app.state.Job;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.app.state.Work;
import org.understory.model.operation.StoreException;
import org.understory.store.demo.DemoSystem;

/** Reads the system while the toolkit starts, so that the first frame can show it. */
final class Prefetch implements Work<Reading> {
  private final SystemChoice choice;
  private final CompletableFuture<Optional<Reading>> early = new CompletableFuture<>();

  /** Begins at once on a thread of its own. */
  Prefetch(SystemChoice choice) {
    this.choice = choice;
    Thread.ofPlatform().name("prefetch").daemon().start(this::read);
  }

  private void read() {
    try {
      if (choice instanceof SystemChoice.Demo(var folder) && !new DemoSystem(folder).isPresent()) {
        // Making it takes seconds and must be shown: left to the window.
        early.complete(Optional.empty());
      } else {
        early.complete(Optional.of(Reading.open(choice)));
      }
    } catch (StoreException | RuntimeException failure) {
      early.completeExceptionally(failure);
    }
  }

  @Override
  public Reading run(Job job) throws StoreException {
    try {
      Optional<Reading> read = early.get();
      return read.isPresent() ? read.get() : Reading.open(choice, job);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof StoreException expected) {
        throw expected;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
