package org.understory.app.bisect;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.server.ServerViewModel;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.history.Bisection;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.BisectFile;

/**
 * Leads through the search for the version in which something broke. What was found out is kept in
 * a file, for there is a restart between two answers. Call it on the thread that draws.
 */
public final class BisectViewModel implements AutoCloseable {
  private final AppState state;
  private final Background background;
  private final ChangeViewModel changes;
  private final ServerViewModel server;
  private final Path folder;
  private final Latest reading;
  private final ReadOnlyObjectWrapper<Optional<Known>> known =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectBinding<Optional<Guide>> guide;
  private final ReadOnlyObjectWrapper<Optional<Marked>> marked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Pair>> asked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty invited = new SimpleBooleanProperty();
  private final BooleanProperty open = new SimpleBooleanProperty();
  private final Subscription following;

  /** Two versions that somebody looks at. */
  private Optional<Pair> seen = Optional.empty();

  /** What is done once it is known what a change has led to. */
  private Optional<Runnable> awaiting = Optional.empty();

  /** From a change until what it has led to is known, so that one answer is not taken for two. */
  private boolean changing;

  /**
   * Follows what is open.
   *
   * @param server knows of versions that are not here
   * @param folder where the program keeps its state
   */
  public BisectViewModel(
      AppState state,
      Background background,
      ChangeViewModel changes,
      ServerViewModel server,
      Path folder) {
    this.state = state;
    this.background = background;
    this.changes = changes;
    this.server = server;
    this.folder = folder;
    reading = new Latest(background);
    guide =
        Bindings.createObjectBinding(
            () ->
                state
                    .snapshotProperty()
                    .get()
                    .flatMap(now -> known.get().map(it -> Guide.of(it, now))),
            known,
            state.snapshotProperty());
    following =
        state
            .systemProperty()
            .subscribe(_ -> forget())
            // Also where nothing of it is new: the terminal may know more by now.
            .and(state.snapshotProperty().subscribe(this::read))
            // It may tell how those are called that are not here.
            .and(server.foundProperty().subscribe(_ -> read()));
  }

  /** What to do and what is known; empty while nothing is searched. */
  ObservableValue<Optional<Guide>> guideProperty() {
    return guide;
  }

  /** What was said of a version before there is a search. */
  ReadOnlyObjectProperty<Optional<Marked>> markedProperty() {
    return marked.getReadOnlyProperty();
  }

  /** Whether somebody wants to search and has said nothing of a version yet. */
  BooleanProperty invitedProperty() {
    return invited;
  }

  /** Two versions of which somebody is asked which one works. */
  ReadOnlyObjectProperty<Optional<Pair>> askedProperty() {
    return asked.getReadOnlyProperty();
  }

  /** Whether a search is going on. */
  public ObservableValue<Boolean> searchingProperty() {
    return known.map(Optional::isPresent);
  }

  /** Why something was not done. */
  ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Whether the guide lies over the window. */
  BooleanProperty openProperty() {
    return open;
  }

  /** Why nothing can be started now; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return changes.reasonProperty();
  }

  /** Whether the computer that runs this system can be restarted from here. */
  boolean canRestart() {
    return changes.restart().possibleProperty().getValue();
  }

  /** Whether something can be searched for here: where nothing is deployed nothing can be tried. */
  public ObservableValue<Boolean> possibleProperty() {
    return state
        .snapshotProperty()
        .map(snapshot -> snapshot.filter(it -> !it.deployments().isEmpty()).isPresent());
  }

  /** As {@link #possibleProperty}, now. */
  public boolean isPossible() {
    return possibleProperty().getValue();
  }

  /** Whether it would tell something if somebody said how this version is. */
  public boolean wants(Checksum commit) {
    return isPossible() && known.get().map(it -> it.search().isOpen(commit)).orElse(true);
  }

  /** Whether a search is going on. */
  public boolean isSearching() {
    return known.get().isPresent();
  }

  /** Takes note of two versions that somebody looks at, to begin with these where asked to. */
  public void look(Optional<Pair> two) {
    seen = two;
  }

  /**
   * Asks which of the two that somebody looks at works.
   *
   * @return whether there are two, and no search is going on
   */
  public boolean askOfSeen() {
    boolean possible = isPossible() && !isSearching() && seen.isPresent();
    if (possible) {
      problem.set(Optional.empty());
      asked.set(seen);
    }
    return possible;
  }

  /** Somebody has said which one works. */
  void begin(Pair pair, Commit good) {
    asked.set(Optional.empty());
    Commit bad = good.equals(pair.older()) ? pair.newer() : pair.older();
    begin(good.checksum(), bad.checksum());
  }

  /** Nobody says which one works. */
  void withdraw() {
    asked.set(Optional.empty());
  }

  /** Shows the guide, or how to begin. */
  public void find() {
    boolean searching = isSearching();
    open.set(searching);
    invited.set(!searching);
  }

  /** Takes note of how a version is; a good and a bad one begin a search. */
  public void mark(Commit commit, Verdict verdict) {
    problem.set(Optional.empty());
    if (isSearching()) {
      answer(commit.checksum(), verdict);
      return;
    }
    Optional<Marked> before = marked.get().filter(it -> it.verdict() != verdict);
    Optional<Checksum> other =
        before.map(Marked::commit).filter(it -> !it.equals(commit.checksum()));
    if (other.isEmpty()) {
      marked.set(Optional.of(new Marked(commit.checksum(), Marked.name(commit), verdict)));
    } else if (verdict == Verdict.GOOD) {
      begin(commit.checksum(), other.get());
    } else {
      begin(other.get(), commit.checksum());
    }
  }

  /** Searches between these two. */
  public void begin(Checksum good, Checksum bad) {
    Optional<Checksum> home =
        state.snapshotProperty().get().flatMap(SystemSnapshot::current).map(Deployment::checksum);
    change(
        (system, file) -> server.read(system, all -> file.begin(good, bad, home, all)),
        () -> {
          dismiss();
          open.set(true);
        });
  }

  /** Takes note of how the version was found that it is about. */
  void answer(Verdict verdict) {
    guide.get().flatMap(it -> it.step().about()).ifPresent(commit -> answer(commit, verdict));
  }

  private void answer(Checksum commit, Verdict verdict) {
    change((_, file) -> file.mark(commit, verdict), () -> open.set(true));
  }

  /** Takes the last answer back. */
  void takeBack() {
    change((_, file) -> file.takeBack(), () -> {});
  }

  /** Shows what starting the version would do that is to be tried. */
  void start() {
    guide.get().flatMap(it -> it.step().about()).ifPresent(this::start);
  }

  private void start(Checksum commit) {
    open.set(false);
    state
        .snapshotProperty()
        .get()
        .map(now -> Operation.starting(commit, now))
        .ifPresent(
            operation ->
                server
                    .otherBranch(commit, changes::follows)
                    .ifPresentOrElse(
                        branch -> changes.rebase(branch, commit), () -> changes.ask(operation)));
  }

  /** Asks whether the computer is to be restarted. */
  void restart() {
    open.set(false);
    changes.askRestart();
  }

  /**
   * Ends the search and forgets it.
   *
   * @param back whether what going back would do is shown then
   */
  void end(boolean back) {
    Optional<Checksum> home = guide.get().flatMap(Guide::home).filter(_ -> back);
    open.set(false);
    change(
        (_, file) -> {
          file.end();
          return file;
        },
        () -> home.ifPresent(this::start));
  }

  /** Forgets what was said of a version. */
  void dismiss() {
    marked.set(Optional.empty());
    invited.set(false);
  }

  /** Why something was not done has been read. */
  void settle() {
    problem.set(Optional.empty());
  }

  /** Changes what is known of the search; runs on a thread of its own. */
  @FunctionalInterface
  private interface Change {
    Object in(OpenSystem system, BisectFile file) throws StoreException;
  }

  /** Never given up half way: what was answered is not to be asked again. */
  private void change(Change change, Runnable done) {
    Optional<OpenSystem> system = state.systemProperty().get();
    if (system.isEmpty() || changing) {
      return;
    }
    changing = true;
    background.run(
        job -> change.in(system.get(), system.get().search(folder)),
        result -> {
          // Else another one is open, which this says nothing of.
          if (state.systemProperty().get().equals(system)) {
            arrive(result, done);
          }
          read();
        });
  }

  private void arrive(Result<Object> result, Runnable done) {
    if (result instanceof Result.Failed<Object>(Problem trouble)) {
      problem.set(Optional.of(trouble));
      awaiting = Optional.of(() -> {});
    } else {
      settle();
      awaiting = Optional.of(done);
    }
  }

  /** The terminal may have changed it since, too. */
  private void read() {
    Optional<OpenSystem> system = state.systemProperty().get();
    if (system.isEmpty()) {
      return;
    }
    reading.submit(
        job -> known(system.get(), job.cancellation()),
        result -> {
          switch (result) {
            case Result.Done<Optional<Known>>(Optional<Known> now) -> {
              known.set(now);
              open.set(open.get() && now.isPresent());
              arrived().ifPresent(Runnable::run);
            }
            case Result.Failed<Optional<Known>>(Problem trouble) -> {
              problem.set(Optional.of(trouble));
              arrived();
            }
            case Result.Cancelled<Optional<Known>>() -> {}
          }
        });
  }

  /** What is to be done now that it is known what a change has led to. */
  private Optional<Runnable> arrived() {
    Optional<Runnable> then = awaiting;
    awaiting = Optional.empty();
    changing &= then.isEmpty();
    return then;
  }

  private Optional<Known> known(OpenSystem system, Cancellation cancellation)
      throws StoreException {
    Optional<Bisection> search = system.search(folder).read();
    return search.isEmpty()
        ? Optional.empty()
        : server.read(system, all -> Optional.of(Known.of(search.get(), all, cancellation)));
  }

  /** Another system is open. */
  private void forget() {
    reading.cancel();
    awaiting = Optional.empty();
    changing = false;
    open.set(false);
    known.set(Optional.empty());
    withdraw();
    look(Optional.empty());
    dismiss();
    settle();
  }

  @Override
  public void close() {
    following.unsubscribe();
    reading.cancel();
  }
}
