package org.understory.app.state;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.understory.model.operation.Cancellation;

/** One piece of background work: how far it is, and a way to stop it. */
public final class Job {
  /** Progress that is not known. */
  public static final double UNKNOWN = -1;

  /** Milliseconds between two looks at whether somebody wants a pause to end. */
  private static final long LOOK = 20;

  private final String title;
  private final Executor drawing;
  private final Cancellation cancellation = new Cancellation();
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(UNKNOWN);
  private final AtomicReference<Double> reported = new AtomicReference<>();
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
  private final AtomicReference<String> said = new AtomicReference<>();
  private final ReadOnlyBooleanWrapper stoppable = new ReadOnlyBooleanWrapper(true);

  Job(String title, Executor drawing) {
    this.title = title;
    this.drawing = drawing;
  }

  /** What a person reads beside its progress; empty for work that is not shown. */
  public String title() {
    return title;
  }

  /** The wish to stop it, for the work to look at. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Asks it to stop; returns at once. Call it on the thread that draws. */
  public void cancel() {
    cancellation.cancel();
    stoppable.set(false);
  }

  /** From 0 to 1, or {@link #UNKNOWN}; changes on the thread that draws. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Called by the work, from any thread and as often as it likes; the newest value is shown. */
  public void progress(double fraction) {
    if (reported.getAndSet(fraction) == null) {
      drawing.execute(
          () -> {
            Double newest = reported.getAndSet(null);
            if (newest != null) {
              progress.set(newest);
            }
          });
    }
  }

  /** What it is doing right now, in words; empty where that says no more than the title. */
  public ReadOnlyStringProperty wordsProperty() {
    return words.getReadOnlyProperty();
  }

  /** Called by the work, from any thread and as often as it likes; the newest words are shown. */
  public void say(String text) {
    if (said.getAndSet(text) == null) {
      drawing.execute(
          () -> {
            String newest = said.getAndSet(null);
            if (newest != null) {
              words.set(newest);
            }
          });
    }
  }

  /** Whether a wish to stop still has an effect. */
  public ReadOnlyBooleanProperty stoppableProperty() {
    return stoppable.getReadOnlyProperty();
  }

  /** Called by the work once it goes on to its end whatever anybody wishes. */
  public void committed() {
    drawing.execute(() -> stoppable.set(false));
  }

  /**
   * Called by the work to wait for so many milliseconds.
   *
   * @throws CancellationException once somebody wants it to stop
   */
  public void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      cancellation.check();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK));
    }
    cancellation.check();
  }

  /**
   * Called by the work to hand out a part of its answer on the thread that draws; in order, and
   * dropped once the job is cancelled.
   */
  public void deliver(Runnable part) {
    drawing.execute(
        () -> {
          if (!cancellation.isCancelled()) {
            part.run();
          }
        });
  }
}
