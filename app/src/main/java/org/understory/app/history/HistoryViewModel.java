package org.understory.app.history;

import java.time.Clock;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.understory.app.server.ServerVersions;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.history.Ancestry;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitGraph;
import org.understory.model.history.Ref;
import org.understory.model.operation.Problem;
import org.understory.model.system.Deployment;
import org.understory.resources.Messages;
import org.understory.store.remote.RemoteHistory;

/**
 * The history of what is open: walks it once from all refs and deployments, and makes rows anew
 * whenever ticks or the filter change. First rows come before the walk ends.
 */
final class HistoryViewModel implements AutoCloseable {
  /** What fills the place of the graph. */
  enum Stage {
    /** Nothing to show yet, but it is being read. */
    READING,
    /** Rows. */
    ROWS,
    /** There is neither ref nor deployment. */
    NO_COMMITS,
    /** No ref and no deployment is ticked. */
    NOTHING_TICKED,
    /** Nothing answers the filter. */
    NO_MATCHES,
    /** The history can't be read at all. */
    FAILED
  }

  private final Messages messages;
  private final TipsViewModel tips;
  private final SearchViewModel search;
  private final DetailsViewModel details;
  private final Latest walking;
  private final Latest arranging;
  private final ReadOnlyObjectWrapper<Arrangement> arrangement;
  private final ReadOnlyObjectWrapper<Badges> badges = new ReadOnlyObjectWrapper<>(Badges.NONE);
  private final ReadOnlyObjectWrapper<List<Problem>> unreadable =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Problem>> failure =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Optional<Checksum>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectBinding<Stage> stage;

  private Optional<CommitSource> source = Optional.empty();
  private Surroundings known = Surroundings.NONE;

  /** Whether somebody has just found versions and has not seen them. */
  private boolean fresh;

  private Ancestry ancestry = Walk.NOTHING_READ;
  private Set<Checksum> walked = Set.of();

  /** Asked for before anything was open. */
  private Optional<Checksum> awaited = Optional.empty();

  /** Commits asked for by name that no ref or deployment leads to. */
  private final Set<Checksum> asked = new HashSet<>();

  /** Nothing is open yet. */
  HistoryViewModel(Background background, Messages messages, Clock clock) {
    this.messages = messages;
    tips = new TipsViewModel(messages);
    search = new SearchViewModel(clock);
    details = new DetailsViewModel(background, messages, clock);
    walking = new Latest(background);
    arranging = new Latest(background);
    arrangement = new ReadOnlyObjectWrapper<>(nothing());
    stage =
        Bindings.createObjectBinding(
            this::stage,
            arrangement,
            walking.runningProperty(),
            arranging.runningProperty(),
            failure,
            tips.tickedProperty(),
            tips.listedProperty());
    tips.tickedProperty().subscribe(this::arrange);
    tips.listedProperty().subscribe(this::walkIfNeeded);
    tips.internalProperty().subscribe(this::mark);
    search.filterProperty().subscribe(this::arrange);
    selected.subscribe(this::showDetails);
  }

  /** What the history starts from. */
  TipsViewModel tips() {
    return tips;
  }

  /** What is looked for. */
  SearchViewModel search() {
    return search;
  }

  /** The selected commit. */
  DetailsViewModel details() {
    return details;
  }

  /** The rows. */
  ReadOnlyObjectProperty<Arrangement> arrangementProperty() {
    return arrangement.getReadOnlyProperty();
  }

  /** The marks of commits. */
  ReadOnlyObjectProperty<Badges> badgesProperty() {
    return badges.getReadOnlyProperty();
  }

  /** What fills the place of the graph. */
  ObservableValue<Stage> stageProperty() {
    return stage;
  }

  /** Whether commits are still being read. */
  ReadOnlyBooleanProperty walkingProperty() {
    return walking.runningProperty();
  }

  /** Whether the filter is still at work. */
  ReadOnlyBooleanProperty arrangingProperty() {
    return arranging.runningProperty();
  }

  /** What the walk could not read; the rest is shown. */
  ReadOnlyObjectProperty<List<Problem>> unreadableProperty() {
    return unreadable.getReadOnlyProperty();
  }

  /** Why there is no history at all. */
  ReadOnlyObjectProperty<Optional<Problem>> failureProperty() {
    return failure.getReadOnlyProperty();
  }

  /** The commit whose details are shown; need not have a row. */
  ObjectProperty<Optional<Checksum>> selectedProperty() {
    return selected;
  }

  /** What is known around the commits. */
  Surroundings known() {
    return known;
  }

  /** The row of the selected commit, if it has one. */
  OptionalInt selectedRow() {
    return selected.get().map(arrangement.get().graph()::rowOf).orElse(OptionalInt.empty());
  }

  /**
   * Shows this in place of what was open; the same source again is a refresh, which keeps rows and
   * selection until the new ones are there.
   */
  void open(CommitSource newSource, List<Ref> newRefs, List<Deployment> newDeployments) {
    if (!source.equals(Optional.of(newSource))) {
      close();
      source = Optional.of(newSource);
    }
    known = new Surroundings(newDeployments, newRefs, known.found());
    mark();
    tips.update(known.refs(), known.deployments());
    walkIfNeeded();
    arrange();
    showDetails();
    Optional<Checksum> wanted = awaited;
    awaited = Optional.empty();
    wanted.ifPresent(this::reveal);
  }

  /** Shows also what was found on a server; goes to the newest of it where that is new. */
  void show(Optional<ServerVersions> onServer) {
    boolean looked = onServer.isPresent() && !far(onServer).equals(far(known.found()));
    known = new Surroundings(known.deployments(), known.refs(), onServer);
    if (looked) {
      walked = Set.of();
      fresh = true;
    }
    mark();
    tips.show(onServer);
    walkIfNeeded();
    showDetails();
  }

  private static Optional<RemoteHistory> far(Optional<ServerVersions> versions) {
    return versions.map(ServerVersions::far);
  }

  /** Where commits are read; what was found on a server is asked for no more. */
  private Optional<CommitSource> reading() {
    return source.map(here -> known.found().map(it -> CommitSource.of(it.known())).orElse(here));
  }

  private void showDetails() {
    Surroundings around = known;
    Ancestry commits = ancestry;
    Optional<CommitSource> here = source;
    details.show(
        reading(),
        around.found(),
        selected.get(),
        badges.get(),
        details ->
            here.isPresent()
                ? here.get().signed(details, around.remotes(details.commit().checksum(), commits))
                : Optional.empty());
  }

  /** Forgets what was open. */
  @Override
  public void close() {
    walking.cancel();
    arranging.cancel();
    source = Optional.empty();
    ancestry = Walk.NOTHING_READ;
    known = Surroundings.NONE;
    walked = Set.of();
    asked.clear();
    unreadable.set(List.of());
    failure.set(Optional.empty());
    arrangement.set(nothing());
    selected.set(Optional.empty());
    tips.update(List.of(), List.of());
  }

  /** Selects a commit and lets nothing hide it; waits for the system to be opened if need be. */
  void reveal(Checksum commit) {
    if (source.isEmpty()) {
      awaited = Optional.of(commit);
      return;
    }
    selected.set(Optional.of(commit));
    if (arrangement.get().graph().rowOf(commit).isPresent()) {
      return;
    }
    search.clear();
    if (ancestry.placeOf(commit).isPresent()) {
      tips.all();
    } else {
      asked.add(commit);
      walkIfNeeded();
    }
  }

  /** Selects the next match below the selected row, or above it. */
  void selectMatch(boolean below) {
    Arrangement rows = arrangement.get();
    int from = selectedRow().orElse(below ? -1 : rows.graph().size());
    OptionalInt found = below ? rows.nextMatch(from) : rows.previousMatch(from);
    found.ifPresent(row -> selected.set(Optional.of(rows.graph().commit(row).checksum())));
  }

  private void mark() {
    boolean all = tips.internalProperty().get();
    List<Ref> named = known.refs().stream().filter(ref -> all || !ref.internal()).toList();
    badges.set(Badges.of(known.deployments(), named, known.found(), messages));
  }

  private void walkIfNeeded() {
    Set<Checksum> wanted = new LinkedHashSet<>(tips.listedProperty().get());
    wanted.addAll(asked);
    if (source.isEmpty() || wanted.equals(walked)) {
      return;
    }
    walked = wanted;
    boolean first = ancestry.commits().isEmpty();
    CommitSource from = reading().orElseThrow();
    walking.submit(job -> new Walk(job, first, this::read).run(from, wanted), this::walkEnded);
  }

  private void walkEnded(Result<Walk> result) {
    switch (result) {
      case Result.Done<Walk>(Walk walk) -> {
        failure.set(Optional.empty());
        unreadable.set(walk.problems());
        read(walk.all());
      }
      case Result.Failed<Walk>(Problem problem) -> failure.set(Optional.of(problem));
      case Result.Cancelled<Walk>() -> walked = Set.of();
    }
  }

  private void read(Ancestry newAncestry) {
    ancestry = newAncestry;
    arrange();
  }

  private void arrange() {
    if (source.isEmpty()) {
      return;
    }
    CommitSource from = reading().orElseThrow();
    Ancestry commits = ancestry;
    Filter filter = search.filterProperty().get();
    Set<Checksum> starts = new LinkedHashSet<>(tips.tickedProperty().get());
    starts.addAll(asked);
    Set<Checksum> deployed = new HashSet<>();
    known.deployments().forEach(deployment -> deployed.add(deployment.checksum()));
    arranging.submit(
        job -> {
          Arranger arranger = new Arranger(commits, starts, deployed, filter, job.cancellation());
          Arrangement arranged = arranger.arrange();
          job.deliver(() -> arrangement.set(arranged));
          return arranger.searchMetadata(from) ? arranger.arrange() : arranged;
        },
        result -> {
          if (result instanceof Result.Done<Arrangement>(Arrangement arranged)) {
            arrangement.set(arranged);
            selectFirst();
          }
        });
  }

  /** Details are never empty while there are rows: what runs is what a person most likely wants. */
  private void selectFirst() {
    Arrangement rows = arrangement.get();
    if (fresh && !walking.runningProperty().get()) {
      fresh = false;
      if (selected.get().flatMap(known::onServer).isEmpty()) {
        known.found().stream()
            .flatMap(it -> it.away().stream())
            .flatMapToInt(commit -> rows.graph().rowOf(commit).stream())
            .min()
            .ifPresent(row -> selected.set(Optional.of(rows.graph().commit(row).checksum())));
      }
    }
    if (selected.get().isPresent() || rows.graph().size() == 0) {
      return;
    }
    Optional<Checksum> running =
        known.running().filter(commit -> rows.graph().rowOf(commit).isPresent());
    selected.set(Optional.of(running.orElse(rows.graph().commit(0).checksum())));
  }

  private Stage stage() {
    if (failure.get().isPresent()) {
      return Stage.FAILED;
    }
    if (arrangement.get().graph().size() > 0) {
      return Stage.ROWS;
    }
    if (walking.runningProperty().get() || arranging.runningProperty().get()) {
      return Stage.READING;
    }
    if (tips.listedProperty().get().isEmpty()) {
      return Stage.NO_COMMITS;
    }
    return tips.tickedProperty().get().isEmpty() ? Stage.NOTHING_TICKED : Stage.NO_MATCHES;
  }

  private static Arrangement nothing() {
    return new Arrangement(CommitGraph.of(List.of()), false, new BitSet(), 0);
  }
}
