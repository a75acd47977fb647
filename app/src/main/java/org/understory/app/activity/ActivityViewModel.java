package org.understory.app.activity;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.control.Times;
import org.understory.app.home.UserNames;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Activities;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.system.SystemSnapshot;

/** What the Activity screen shows and what can be asked of it. */
final class ActivityViewModel implements AutoCloseable {
  /** What is on the screen. */
  sealed interface Content {
    /** Nothing has been read yet. */
    record Waiting() implements Content {}

    /** The newest first. */
    record Rows(List<ActivityRow> rows) implements Content {
      public Rows {
        rows = List.copyOf(rows);
      }
    }

    /**
     * Nothing was done.
     *
     * @param possible whether anything could be
     */
    record Nothing(boolean possible) implements Content {}

    /** It can't be read. */
    record Unreadable(Problem problem) implements Content {}
  }

  private final ScreenContext context;
  private final Activities activities;
  private final ActivityWords words;
  private final Latest naming;
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(new Content.Waiting());
  private final Subscription following;
  private Optional<UserNames> names = Optional.empty();

  ActivityViewModel(ScreenContext context) {
    this.context = context;
    activities = new Activities(context.state(), context.background());
    words = new ActivityWords(context.messages(), new Times(context.messages(), context.clock()));
    naming = new Latest(context.background());
    following =
        activities
            .knownProperty()
            .subscribe(known -> update())
            .and(activities.fateProperty().subscribe(fate -> update()));
  }

  /** From now on it reads. */
  void begin() {
    if (names.isEmpty() && !naming.runningProperty().get()) {
      naming.submit(
          job -> UserNames.read(),
          result -> {
            if (result instanceof Result.Done<UserNames>(UserNames read)) {
              names = Optional.of(read);
              activities.begin();
            }
          });
    }
  }

  /** What to show. */
  ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** Reads once more. */
  void again() {
    activities.read();
  }

  /** Why nothing can be changed now; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return context.changes().reasonProperty();
  }

  /** Takes it back. */
  void undo(ActivityRow row) {
    context.changes().undo(row.undo());
  }

  /** Shows what doing it once more would do. */
  void repeat(ActivityRow row) {
    row.again().ifPresent(context.changes()::ask);
  }

  private void update() {
    Optional<SystemSnapshot> now = context.state().snapshotProperty().get();
    Optional<Result<List<Activity>>> known = activities.knownProperty().get();
    if (now.isEmpty() || known.isEmpty() || names.isEmpty()) {
      content.set(new Content.Waiting());
      return;
    }
    content.set(
        switch (known.get()) {
          case Result.Done<List<Activity>>(List<Activity> all) -> {
            List<ActivityRow> rows =
                words.rows(all, activities.fateProperty().get(), now.get(), names.get());
            yield rows.isEmpty() ? new Content.Nothing(possible()) : new Content.Rows(rows);
          }
          case Result.Failed<List<Activity>>(Problem problem) -> new Content.Unreadable(problem);
          case Result.Cancelled<List<Activity>> _ -> new Content.Waiting();
        });
  }

  private boolean possible() {
    return context.state().systemProperty().get().flatMap(OpenSystem::engine).isPresent();
  }

  @Override
  public void close() {
    following.unsubscribe();
    naming.cancel();
    activities.close();
  }
}
