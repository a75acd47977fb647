package org.understory.test.kit.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.understory.model.operation.Cancellation;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.store.engine.Engine;

/** A plan that is being carried out on a thread of its own. */
public final class Begun {
  private final FutureTask<Outcome> work;
  private final Cancellation cancellation = new Cancellation();

  /**
   * Begins, and waits until something was told.
   *
   * @param events hears the same
   */
  public Begun(Engine engine, Plan plan, Predicate<Event> told, Consumer<Event> events)
      throws InterruptedException {
    CountDownLatch there = new CountDownLatch(1);
    work =
        new FutureTask<>(
            () ->
                engine.carryOut(
                    plan,
                    event -> {
                      events.accept(event);
                      if (told.test(event) || event instanceof Event.Finished) {
                        there.countDown();
                      }
                    },
                    cancellation));
    Thread.ofPlatform().start(work);
    there.await();
  }

  /** Asks it to stop. */
  public void cancel() {
    cancellation.cancel();
  }

  /** How it ended, once it has. */
  public Outcome outcome() throws Exception {
    return work.get();
  }
}
