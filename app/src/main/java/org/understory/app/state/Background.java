package org.understory.app.state;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.understory.app.home.BugLog;
import org.understory.model.operation.StoreException;

/**
 * Runs work off the thread that draws and brings its result back to it. With {@link Latest} the
 * only caller of {@link Platform#runLater}. Call it on the thread that draws.
 */
public final class Background {
  private final Executor workers;
  private final Executor drawing;
  private final Map<Job, CompletableFuture<Void>> working = new ConcurrentHashMap<>();
  private final ObservableList<Job> shown = FXCollections.observableArrayList();
  private final ObservableList<Job> shownView = FXCollections.unmodifiableObservableList(shown);

  /**
   * @param workers where work runs
   * @param drawing where results are delivered, in order
   */
  public Background(Executor workers, Executor drawing) {
    this.workers = workers;
    this.drawing = drawing;
  }

  /** For the program: daemon threads, as many as there is work, and the JavaFX thread. */
  public static Background threads() {
    return new Background(
        Executors.newCachedThreadPool(Thread.ofPlatform().name("work-", 1).daemon().factory()),
        Platform::runLater);
  }

  /** For tests: everything at once on the calling thread. */
  public static Background inline() {
    return new Background(Runnable::run, Runnable::run);
  }

  /** Work with a title that has not ended yet, for the progress strip. */
  public ObservableList<Job> shown() {
    return shownView;
  }

  /** Runs work that takes a moment and needs no words. */
  public <T> Job run(Work<T> work, Consumer<Result<T>> receiver) {
    return start(new Job("", drawing), work, heeding(receiver));
  }

  /** Runs work that a person may have to wait for; it is shown with this title. */
  public <T> Job runShown(String title, Work<T> work, Consumer<Result<T>> receiver) {
    return show(title, work, heeding(receiver));
  }

  /**
   * As {@link #runShown}, for work that changes something: a wish to stop may come too late, so
   * what is delivered is how it really ended.
   */
  public <T> Job runToItsEnd(String title, Work<T> work, Consumer<Result<T>> receiver) {
    return show(title, work, (job, result) -> receiver.accept(result));
  }

  /**
   * Runs work once all that runs now has ended: what a piece of work began to read stays open until
   * its end. Waits for no work that begins later.
   */
  public <T> void runAfterOthers(Work<T> work) {
    var _ =
        CompletableFuture.allOf(working.values().toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> drawing.execute(() -> run(work, _ -> {})));
  }

  private <T> Job show(String title, Work<T> work, BiConsumer<Job, Result<T>> receiver) {
    Job fresh = new Job(title, drawing);
    shown.add(fresh);
    return start(
        fresh,
        work,
        (job, result) -> {
          shown.remove(job);
          receiver.accept(job, result);
        });
  }

  /** Whoever stopped work does not want to hear of it any more, also where it had ended. */
  private static <T> BiConsumer<Job, Result<T>> heeding(Consumer<Result<T>> receiver) {
    return (job, result) ->
        receiver.accept(job.cancellation().isCancelled() ? new Result.Cancelled<>() : result);
  }

  private <T> Job start(Job job, Work<T> work, BiConsumer<Job, Result<T>> receiver) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    working.put(job, end);
    workers.execute(
        () -> {
          Result<T> result = carryOut(job, work);
          working.remove(job);
          end.complete(null);
          drawing.execute(() -> receiver.accept(job, result));
        });
    return job;
  }

  private static <T> Result<T> carryOut(Job job, Work<T> work) {
    try {
      job.cancellation().check();
      return new Result.Done<>(work.run(job));
    } catch (StoreException expected) {
      return new Result.Failed<>(expected.problem());
    } catch (CancellationException stopped) {
      return new Result.Cancelled<>();
    } catch (RuntimeException | Error bug) {
      return new Result.Failed<>(BugLog.record(bug, BugLog.folder()));
    }
  }
}
