package org.understory.app.state;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Work of which only the newest request matters: a new one cancels the one before, whose result is
 * then never delivered. Call it on the thread that draws.
 */
public final class Latest {
  private final Background background;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(Job.UNKNOWN);
  private long newest;
  private @Nullable Job job;

  /** Runs its work there. */
  public Latest(Background background) {
    this.background = background;
  }

  /** Whether an answer is awaited. */
  public ReadOnlyBooleanProperty runningProperty() {
    return running.getReadOnlyProperty();
  }

  /** How far the newest request is, from 0 to 1, or {@link Job#UNKNOWN}. */
  public ReadOnlyDoubleProperty progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Asks; {@code receiver} hears nothing if a newer request or a cancel came. */
  public <T> void submit(Work<T> work, Consumer<Result<T>> receiver) {
    cancel();
    long mine = newest;
    running.set(true);
    Job started =
        background.run(
            work,
            result -> {
              if (mine == newest) {
                ended();
                receiver.accept(result);
              }
            });
    if (mine == newest && running.get()) {
      job = started;
      progress.bind(started.progressProperty());
    }
  }

  /** Drops what is asked; nothing is delivered any more. */
  public void cancel() {
    newest++;
    if (job != null) {
      job.cancel();
    }
    ended();
  }

  private void ended() {
    job = null;
    progress.unbind();
    progress.set(Job.UNKNOWN);
    running.set(false);
  }
}
