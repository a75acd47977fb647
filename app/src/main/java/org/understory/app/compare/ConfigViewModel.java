package org.understory.app.compare;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.util.Subscription;
import org.understory.app.compare.TopicAnswer.Answered;
import org.understory.app.compare.TopicAnswer.Progress;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.TreeReader;
import org.understory.app.server.Reach;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.text.ConfigText.Group;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigState;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result.Inspected;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;
import org.understory.store.sysroot.Sysroot;

/** What becomes of the files of {@code /etc}, group by group. Call it on the thread that draws. */
final class ConfigViewModel implements AutoCloseable {
  private final AppState state;
  private final Reach reach;
  private final Background background;
  private final TopicAnswer<ConfigAnswer> answer;
  private final ConfigSidesViewModel sides;
  private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Problem>> refusal =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty looking = new SimpleBooleanProperty();
  private final StringProperty path = new SimpleStringProperty("");
  private final ObservableSet<Group> groups =
      FXCollections.observableSet(EnumSet.complementOf(EnumSet.of(Group.SAME)));
  private final Subscription following;

  /** What is listed. */
  sealed interface Row {
    /** What the rows below it have in common, and how many there are. */
    record Heading(Group group, int count) implements Row {}

    record File(ConfigEntry entry) implements Row {}
  }

  ConfigViewModel(CompareViewModel compared, AppState state, Reach reach, Background background) {
    this.state = state;
    this.reach = reach;
    this.background = background;
    answer =
        new TopicAnswer<>(
            compared, Topic.CONFIGURATION, background, () -> stateId(state), this::read);
    sides = new ConfigSidesViewModel(reach, background);
    groups.addListener((Observable changed) -> list());
    following =
        path.subscribe(this::list)
            .and(answer.progressProperty().subscribe(this::list))
            .and(answer.progressProperty().subscribe(_ -> select(Optional.empty())))
            .and(state.snapshotProperty().subscribe(answer::follow));
  }

  static String stateId(AppState state) {
    return state.snapshotProperty().get().map(SystemSnapshot::stateId).orElse("");
  }

  private ConfigAnswer read(RevisionChoice from, RevisionChoice to, Cancellation cancellation)
      throws StoreException {
    ComparedSide first = side(from, reach);
    ComparedSide second = side(to, reach);
    OpenSystem system = reach.of(first.commit(), second.commit());
    Sysroot sysroot =
        system
            .sysroot()
            .orElseThrow(
                () ->
                    new StoreException(
                        new Problem.NoDeployments(system.repository().directory().toString())));
    return new ConfigAnswer(
        sysroot
            .configuration()
            .preview(first.deployment(), first.commit(), second.commit(), cancellation),
        first,
        second.commit(),
        second.deployment().filter(it -> !it.staged() && !first.equals(second)).isPresent());
  }

  /** The deployment or commit that was picked. */
  static ComparedSide side(RevisionChoice choice, Reach reach) throws StoreException {
    return choice instanceof RevisionChoice.OfDeployment(var deployment)
        ? ComparedSide.of(deployment)
        : ComparedSide.of(choice.resolve(TreeReader.of(reach)), reach.system().snapshot());
  }

  /** How far the answer is. */
  ReadOnlyObjectProperty<Progress<ConfigAnswer>> progressProperty() {
    return answer.progressProperty();
  }

  /** What is listed of it. */
  ReadOnlyObjectProperty<List<Row>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** Only paths that hold this text are listed. */
  StringProperty pathProperty() {
    return path;
  }

  /** The groups that are listed. */
  ObservableSet<Group> groups() {
    return groups;
  }

  /** One of the files looked at closely. */
  ConfigSidesViewModel sides() {
    return sides;
  }

  /** Looks closely at a file. */
  void select(Optional<ConfigEntry> entry) {
    if (entry.isPresent()
        && answer.progressProperty().get() instanceof Answered<ConfigAnswer>(ConfigAnswer it)) {
      sides.show(entry.get(), it);
    } else {
      sides.clear();
    }
  }

  /** Why somebody with more rights could not look. */
  ReadOnlyObjectProperty<Optional<Problem>> refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  /** Whether somebody with more rights looks now. */
  BooleanProperty lookingProperty() {
    return looking;
  }

  void again() {
    answer.again();
  }

  /** Whether somebody with more rights could tell more. */
  boolean canInspect() {
    return engine().isPresent()
        && answer.progressProperty().get() instanceof Answered<ConfigAnswer>(ConfigAnswer it)
        && it.deployment().isPresent()
        && it.preview().counts().containsKey(ConfigState.UNREADABLE);
  }

  /** Has what this user may not read looked at by somebody who may; a password may be asked for. */
  void inspect(String title) {
    if (!canInspect()
        || looking.get()
        || !(answer.progressProperty().get() instanceof Answered<ConfigAnswer> before)) {
      return;
    }
    looking.set(true);
    refusal.set(Optional.empty());
    ConfigAnswer known = before.answer();
    Engine engine = engine().orElseThrow();
    background.<Outcome>runShown(
        title,
        job ->
            engine.carryOut(
                engine.plan(
                    new Operation.InspectConfig(known.deployment().orElseThrow().id(), known.to())),
                event -> {},
                job.cancellation()),
        result -> {
          looking.set(false);
          switch (result) {
            case Result.Done<Outcome>(Outcome outcome) -> told(before, outcome);
            case Result.Failed<Outcome>(Problem problem) -> refusal.set(Optional.of(problem));
            case Result.Cancelled<Outcome>() -> {}
          }
        });
  }

  private void told(Answered<ConfigAnswer> before, Outcome outcome) {
    switch (outcome) {
      case Outcome.Succeeded(Inspected(var entries, boolean complete)) -> {
        if (answer.progressProperty().get().equals(before)) {
          ConfigAnswer known = before.answer();
          answer.replace(known.with(known.preview().with(entries, complete)));
        }
      }
      case Outcome.Failed(Problem problem, boolean _) ->
          refusal.set(
              Optional.of(problem).filter(it -> !(it instanceof Problem.AuthenticationDismissed)));
      case Outcome.Lost _ -> refusal.set(Optional.of(new Problem.WorkerLost()));
      case Outcome.Succeeded _, Outcome.Cancelled _ -> {}
    }
  }

  private Optional<Engine> engine() {
    return state.systemProperty().get().flatMap(OpenSystem::engine);
  }

  private void list() {
    if (!(answer.progressProperty().get() instanceof Answered<ConfigAnswer>(ConfigAnswer it))) {
      rows.set(List.of());
      return;
    }
    String wanted = path.get().strip().toLowerCase(Locale.ROOT);
    rows.set(
        Stream.of(Group.values())
            .filter(groups::contains)
            .flatMap(group -> rows(group, wanted, it.preview().told()))
            .toList());
  }

  private static Stream<Row> rows(Group group, String wanted, List<ConfigEntry> entries) {
    List<ConfigEntry> members =
        entries.stream()
            .filter(it -> Group.of(it) == group)
            .filter(it -> it.path().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    return members.isEmpty()
        ? Stream.empty()
        : Stream.concat(
            Stream.of(new Row.Heading(group, members.size())), members.stream().map(Row.File::new));
  }

  @Override
  public void close() {
    following.unsubscribe();
    answer.close();
    sides.close();
  }
}
