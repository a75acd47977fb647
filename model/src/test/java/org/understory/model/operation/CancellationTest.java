package org.understory.model.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> said = new ArrayList<>();

  @Test
  void work_that_looks_is_left_only_once_somebody_asked() {
    cancellation.check();
    cancellation.cancel();
    assertThat(cancellation.isCancelled()).isTrue();
    assertThatThrownBy(cancellation::check).isInstanceOf(CancellationException.class);
  }

  @Test
  void an_action_runs_once_when_somebody_asks() {
    cancellation.onCancel(() -> said.add("one"));
    cancellation.onCancel(() -> said.add("two"));
    assertThat(said).isEmpty();
    cancellation.cancel();
    cancellation.cancel();
    assertThat(said).containsExactly("one", "two");
  }

  @Test
  void an_action_that_comes_late_runs_at_once() {
    cancellation.cancel();
    cancellation.onCancel(() -> said.add("late"));
    assertThat(said).containsExactly("late");
  }

  @Test
  void an_action_whose_work_has_ended_does_not_run() {
    try (Cancellation.Registration _ = cancellation.onCancel(() -> said.add("ended"))) {
      assertThat(said).isEmpty();
    }
    cancellation.cancel();
    assertThat(said).isEmpty();
  }

  @Test
  void the_work_does_not_end_while_its_action_runs() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Cancellation.Registration registration =
        cancellation.onCancel(
            () -> {
              running.countDown();
              await(finish);
            });
    Thread canceller = Thread.ofPlatform().start(cancellation::cancel);
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  registration.close();
                  ended.set(true);
                });
    worker.join(100);
    assertThat(ended).isFalse();
    finish.countDown();
    worker.join(10_000);
    canceller.join(10_000);
    assertThat(ended).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
