package org.understory.app.activity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.activity.ActivityRow.Undo;
import org.understory.app.control.Times;
import org.understory.app.home.UserNames;
import org.understory.app.shell.Destination;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Activities;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Happening;
import org.understory.model.plan.Operation;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import org.understory.store.flatpak.FlatpakChanges;

/** What the Activity screen shows and what can be asked of it. */
final class ActivityViewModel implements AutoCloseable {
  /** What is on the screen. */
  sealed interface Content {
    /** Nothing has been read yet. */
    record Waiting() implements Content {}

    /**
     * Something happened.
     *
     * @param rows the newest first, as far as they are to be shown
     * @param all whether this is all that happened, and not only what was changed from here
     * @param choice kinds of happenings to choose from; none where all are of one kind
     * @param gaps why something may be missing
     */
    record Rows(List<ActivityRow> rows, boolean all, List<Show> choice, List<Problem> gaps)
        implements Content {
      public Rows {
        choice = List.copyOf(choice);
        rows = List.copyOf(rows);
        gaps = List.copyOf(gaps);
      }
    }

    /**
     * Nothing happened that is known.
     *
     * @param possible whether anything could be
     */
    record Nothing(boolean possible) implements Content {}

    /** It can't be read. */
    record Unreadable(Problem problem) implements Content {}
  }

  /** What is to be listed. */
  enum Show {
    ALL,
    CHANGES,
    APPLICATIONS,
    STARTS;

    private boolean takes(ActivityRow row) {
      return switch (this) {
        case ALL -> true;
        case CHANGES -> !row.kind().isStart() && !row.applications();
        case APPLICATIONS -> row.applications();
        case STARTS -> row.kind().isStart();
      };
    }
  }

  private final ScreenContext context;
  private final FlatpakChanges applications;
  private final Activities activities;
  private final ActivityWords words;
  private final Latest naming;
  private final Latest looking;
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(new Content.Waiting());
  private final ObjectProperty<Show> show = new SimpleObjectProperty<>(Show.ALL);
  private final Subscription following;
  private Optional<UserNames> names = Optional.empty();
  private Chronicle chronicle = Chronicle.NONE;

  ActivityViewModel(ScreenContext context, FlatpakChanges applications) {
    this.context = context;
    this.applications = applications;
    activities = new Activities(context.state(), context.background());
    words = new ActivityWords(context.messages(), new Times(context.messages(), context.clock()));
    naming = new Latest(context.background());
    looking = new Latest(context.background());
    following =
        activities
            .knownProperty()
            .subscribe(
                known -> {
                  update();
                  look();
                })
            .and(activities.fateProperty().subscribe(fate -> update()))
            .and(show.subscribe(chosen -> update()));
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

  /** What of it is to be listed. */
  ObjectProperty<Show> showProperty() {
    return show;
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
    switch (row.undo()) {
      case Undo.Impossible _ -> {}
      case Undo.ByOperations(List<Operation> operations) -> context.changes().undo(operations);
      case Undo.OfApplications _ -> context.navigation().go(new Destination.Applications(true));
    }
  }

  /** Shows what doing it once more would do. */
  void repeat(ActivityRow row) {
    row.again().ifPresent(context.changes()::ask);
  }

  /** Meanwhile others may have written down more, too; that is shown when it is read. */
  private void look() {
    Optional<Engine> engine = context.state().systemProperty().get().flatMap(OpenSystem::engine);
    if (engine.isEmpty() || activities.knownProperty().get().isEmpty()) {
      looking.cancel();
      chronicle = Chronicle.NONE;
      return;
    }
    looking.submit(
        job ->
            engine
                .get()
                .chronicle(job.cancellation())
                .and(applications.chronicle(context.messages().locale(), job.cancellation())),
        result -> {
          if (result instanceof Result.Done<Chronicle>(Chronicle read)) {
            chronicle = read;
            update();
          }
        });
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
          case Result.Done<List<Activity>>(List<Activity> own) ->
              rows(own, List.of(), now.get(), names.get());
          case Result.Failed<List<Activity>>(Problem problem) ->
              chronicle.happenings().isEmpty()
                  ? new Content.Unreadable(problem)
                  : rows(List.of(), List.of(problem), now.get(), names.get());
          case Result.Cancelled<List<Activity>> _ -> new Content.Waiting();
        });
  }

  private Content rows(
      List<Activity> own, List<Problem> troubles, SystemSnapshot now, UserNames known) {
    List<ActivityRow> rows =
        words.rows(chronicle.with(own), activities.fateProperty().get(), now, known);
    List<Problem> gaps = Stream.concat(troubles.stream(), chronicle.gap().stream()).toList();
    if (rows.isEmpty() && gaps.isEmpty()) {
      return new Content.Nothing(possible());
    }
    List<Show> kinds =
        Arrays.stream(Show.values()).filter(kind -> rows.stream().anyMatch(kind::takes)).toList();
    // Besides all of them.
    boolean choice = kinds.size() > 2;
    Show chosen = kinds.contains(show.get()) ? show.get() : Show.ALL;
    return new Content.Rows(
        choice ? rows.stream().filter(chosen::takes).toList() : rows,
        chronicle.happenings().stream()
            .anyMatch(each -> !(each instanceof Happening.OwnApplications)),
        choice ? kinds : List.of(),
        gaps);
  }

  private boolean possible() {
    return context.state().systemProperty().get().flatMap(OpenSystem::engine).isPresent();
  }

  @Override
  public void close() {
    following.unsubscribe();
    naming.cancel();
    looking.cancel();
    activities.close();
  }
}
