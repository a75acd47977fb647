package org.understory.app.state;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.understory.model.plan.Activity;
import org.understory.model.plan.StagedFate;
import org.understory.model.plan.StagedFate.Fate;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;

/**
 * What was done to the system that is open, and what became of its staged update; read again
 * whenever the system is. Call it on the thread that draws.
 */
public final class Activities implements AutoCloseable {
  /**
   * Milliseconds before an update counts as lost. Whoever throws one away writes that down only
   * once it is done, and may still be at it.
   */
  private static final long DOUBT = 2_000;

  private final AppState state;
  private final Latest reading;
  private final Latest doubting;
  private final long doubt;
  private final ReadOnlyObjectWrapper<Optional<Result<List<Activity>>>> known =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<StagedFate>> fate =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Subscription following = Subscription.EMPTY;
  private boolean begun;

  /** Reads nothing before {@link #begin}. */
  public Activities(AppState state, Background background) {
    this(state, background, DOUBT);
  }

  /** As above, with so many milliseconds of doubt. */
  Activities(AppState state, Background background, long doubt) {
    this.state = state;
    this.doubt = doubt;
    reading = new Latest(background);
    doubting = new Latest(background);
  }

  /** Reads now, and follows from now on. */
  public void begin() {
    if (!begun) {
      begun = true;
      following =
          state
              .snapshotProperty()
              .subscribe(snapshot -> read())
              // What failed has left everything as it was, and is written down all the same.
              .and(state.loadingProperty().subscribe((before, loading) -> read()));
    }
  }

  /** All that is known, the newest first, or why it can't be read; empty while nothing is read. */
  public ReadOnlyObjectProperty<Optional<Result<List<Activity>>>> knownProperty() {
    return known.getReadOnlyProperty();
  }

  /** What became of the update that was staged last, where one was. */
  public ReadOnlyObjectProperty<Optional<StagedFate>> fateProperty() {
    return fate.getReadOnlyProperty();
  }

  /** Reads once more. */
  public void read() {
    if (state.loadingProperty().get()) {
      return;
    }
    Optional<SystemSnapshot> snapshot = state.snapshotProperty().get();
    Optional<Engine> engine = state.systemProperty().get().flatMap(OpenSystem::engine);
    doubting.cancel();
    if (snapshot.isEmpty() || engine.isEmpty()) {
      reading.cancel();
      fate.set(Optional.empty());
      known.set(snapshot.map(some -> new Result.Done<>(List.of())));
      return;
    }
    reading.submit(
        job -> engine.get().activities(), result -> receive(result, engine.get(), snapshot.get()));
  }

  private void receive(Result<List<Activity>> result, Engine engine, SystemSnapshot snapshot) {
    known.set(Optional.of(result));
    Optional<StagedFate> found = fate(result, snapshot);
    if (found.filter(each -> each.fate() == Fate.LOST).isEmpty() || found.equals(fate.get())) {
      fate.set(found);
      return;
    }
    doubting.submit(
        job -> {
          job.pause(doubt);
          return engine.activities();
        },
        again -> {
          known.set(Optional.of(again));
          fate.set(fate(again, snapshot));
        });
  }

  private static Optional<StagedFate> fate(Result<List<Activity>> result, SystemSnapshot snapshot) {
    return result instanceof Result.Done<List<Activity>>(List<Activity> all)
        ? StagedFate.of(all, snapshot)
        : Optional.empty();
  }

  @Override
  public void close() {
    following.unsubscribe();
    reading.cancel();
    doubting.cancel();
  }
}
