package org.understory.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

final class BackgroundTest {
  /** Work and deliveries wait here until the test lets them happen. */
  private final Queue<Runnable> work = new ArrayDeque<>();

  private final Queue<Runnable> deliveries = new ArrayDeque<>();
  private final Background background = new Background(work::add, deliveries::add);
  private final List<Object> heard = new ArrayList<>();

  private static void all(Queue<Runnable> queue) {
    while (!queue.isEmpty()) {
      queue.remove().run();
    }
  }

  @Test
  void a_result_is_delivered_on_the_drawing_side() {
    background.run(job -> "done", heard::add);

    all(work);
    assertThat(heard).isEmpty();
    all(deliveries);
    assertThat(heard).containsExactly(new Result.Done<>("done"));
  }

  @Test
  void expected_trouble_arrives_as_its_problem() {
    Problem problem = new Problem.NotARepository("/nowhere");

    background.run(
        job -> {
          throw new StoreException(problem);
        },
        heard::add);
    all(work);
    all(deliveries);

    assertThat(heard).containsExactly(new Result.Failed<>(problem));
  }

  @Test
  void work_that_is_cancelled_before_it_starts_never_runs() {
    Job job = background.run(j -> heard.add("ran"), result -> heard.add(result));

    job.cancel();
    all(work);
    all(deliveries);

    assertThat(heard).containsExactly(new Result.Cancelled<>());
  }

  @Test
  void a_result_that_comes_after_the_cancel_is_not_delivered() {
    Job job = background.run(j -> "late", heard::add);

    all(work);
    job.cancel();
    all(deliveries);

    assertThat(heard).containsExactly(new Result.Cancelled<>());
  }

  @Test
  void work_that_stops_itself_counts_as_cancelled() {
    background.run(
        job -> {
          throw new CancellationException();
        },
        heard::add);
    all(work);
    all(deliveries);

    assertThat(heard).containsExactly(new Result.Cancelled<>());
  }

  @Test
  void shown_work_is_listed_until_its_result_is_there() {
    background.runShown("Counting", job -> 1, heard::add);

    assertThat(background.shown()).extracting(Job::title).containsExactly("Counting");
    all(work);
    assertThat(background.shown()).hasSize(1);
    all(deliveries);
    assertThat(background.shown()).isEmpty();
  }

  @Test
  void only_the_newest_progress_crosses_over() {
    Job job =
        background.run(
            j -> {
              for (int i = 0; i <= 100; i++) {
                j.progress(i / 100.0);
              }
              return "";
            },
            heard::add);
    all(work);

    assertThat(deliveries).as("one for all progress, one for the result").hasSize(2);
    all(deliveries);
    assertThat(job.progressProperty().get()).isEqualTo(1.0);
  }

  @Test
  void parts_arrive_in_order_before_the_result() {
    background.run(
        job -> {
          job.deliver(() -> heard.add(1));
          job.deliver(() -> heard.add(2));
          return 3;
        },
        heard::add);
    all(work);
    all(deliveries);

    assertThat(heard).containsExactly(1, 2, new Result.Done<>(3));
  }

  @Test
  void of_two_requests_only_the_newest_is_answered() {
    Latest latest = new Latest(background);
    List<Job> jobs = new ArrayList<>();
    latest.submit(
        job -> {
          jobs.add(job);
          return "old";
        },
        heard::add);
    all(work);
    latest.submit(job -> "new", heard::add);

    assertThat(jobs.get(0).cancellation().isCancelled()).isTrue();
    assertThat(latest.runningProperty().get()).isTrue();
    all(work);
    all(deliveries);
    assertThat(heard).containsExactly(new Result.Done<>("new"));
    assertThat(latest.runningProperty().get()).isFalse();
  }

  @Test
  void nothing_is_heard_after_a_cancel() {
    Latest latest = new Latest(background);
    latest.submit(job -> "unwanted", heard::add);

    latest.cancel();
    all(work);
    all(deliveries);

    assertThat(heard).isEmpty();
    assertThat(latest.runningProperty().get()).isFalse();
  }

  @Test
  void an_inline_background_answers_at_once() {
    Latest latest = new Latest(Background.inline());

    latest.submit(job -> "now", heard::add);

    assertThat(heard).containsExactly(new Result.Done<>("now"));
    assertThat(latest.runningProperty().get()).isFalse();
  }
}
