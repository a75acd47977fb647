package org.understory.app.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.home.Version;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Job;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.state.Work;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Download;
import org.understory.model.remote.Remote;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;

/**
 * Looks on the servers of what is open, one at a time, and only when somebody asks for it. Call it
 * on the thread that draws.
 */
public final class ServerViewModel implements AutoCloseable {
  /** How many versions of a branch are looked for at first: each is a question to the server. */
  private static final int FIRST = 50;

  private static final int GROWTH = 4;
  private static final ServerLook STILL = new ServerLook.Still();

  private final AppState state;
  private final Background background;
  private final Path cache;
  private final RegistryViewModel registry;
  private final Latest looking;
  private final Latest following;
  private final Subscription subscription;
  private final ReadOnlyObjectWrapper<ServerLook> look = new ReadOnlyObjectWrapper<>(STILL);
  private final ReadOnlyObjectWrapper<Optional<ServerVersions>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final ObjectBinding<List<String>> remotes;

  /** The same as {@link #found}, for other threads. */
  private volatile Optional<ServerVersions> shared = Optional.empty();

  private String asked = "";
  private Set<String> others = Set.of();
  private int limit = FIRST;

  /**
   * Looks at nothing yet.
   *
   * @param cache the folder in which what was fetched is kept
   */
  public ServerViewModel(AppState state, Background background, Path cache) {
    this.state = state;
    this.background = background;
    this.cache = cache;
    remotes =
        Bindings.createObjectBinding(
            this::remotes, state.remotesProperty(), state.snapshotProperty());
    registry = new RegistryViewModel(state, background, Clock.systemUTC());
    looking = new Latest(background);
    following = new Latest(background);
    subscription =
        state
            .systemProperty()
            .subscribe(_ -> forget())
            .and(state.snapshotProperty().subscribe(_ -> follow()));
  }

  /** The registry of the image that is followed. */
  public RegistryViewModel registry() {
    return registry;
  }

  /** How the last look goes. */
  public ReadOnlyObjectProperty<ServerLook> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /** What was found; stays while somebody looks again. */
  public ReadOnlyObjectProperty<Optional<ServerVersions>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /** The remotes whose servers can be looked at, the one that the system follows first. */
  public ObservableValue<List<String>> remotesProperty() {
    return remotes;
  }

  private List<String> remotes() {
    String followed = followed();
    return state.remotesProperty().get().list().stream()
        .filter(remote -> !remote.address().main().isEmpty())
        .sorted(Comparator.comparing(remote -> !remote.has(followed)))
        .map(Remote::name)
        .toList();
  }

  private String followed() {
    return state.snapshotProperty().get().map(SystemSnapshot::deployments).stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(each -> !each.booted()))
        .map(Deployment::origin)
        .flatMap(origin -> origin.refspec().stream())
        .findFirst()
        .orElse("");
  }

  /** Looks on the server of this remote, for the branches that are here. */
  public void look(String remote) {
    if (!remote.equals(asked)) {
      asked = remote;
      others = Set.of();
      limit = FIRST;
    }
    ask();
  }

  /** Looks as before, for what has changed there; at first, at what the system follows. */
  public void again() {
    if (asked.isEmpty()) {
      remotes.get().stream().findFirst().ifPresent(this::look);
    } else {
      ask();
    }
  }

  /** Looks for versions older than those that were found. */
  public void older() {
    limit *= GROWTH;
    ask();
  }

  /** Looks for the versions of one more branch of the same server. */
  public void include(String branch) {
    Set<String> wider = new HashSet<>(others);
    wider.add(branch);
    others = Set.copyOf(wider);
    ask();
  }

  /** Asks the server no more; what was found before stays. */
  public void stop() {
    if (looking.runningProperty().get()) {
      looking.cancel();
      look.set(new ServerLook.Stopped(asked));
    }
  }

  /** Something to be read of commits. */
  @FunctionalInterface
  public interface Question<T> {
    /** What they say. */
    T of(Repository commits) throws StoreException;
  }

  /**
   * Reads something of the commits of a system that are here, and of those that were found on its
   * server, now or before. Asks no server, but reads files, so never on the thread that draws.
   */
  public <T> T read(OpenSystem system, Question<T> question) throws StoreException {
    Optional<ServerVersions> now = shared;
    if (now.isPresent()) {
      return question.of(now.get().known());
    }
    try (Repository before =
        RemoteHistory.fetchedBefore(system.repository(), system.remotes(), cache)) {
      return question.of(before);
    }
  }

  /** As {@link ServerVersions#otherBranch}, of what was found; empty where nobody has looked. */
  public Optional<String> otherBranch(Checksum commit, Predicate<String> followed) {
    return found.get().flatMap(it -> it.otherBranch(commit, followed));
  }

  /** Reads a system with what is found on its server from now on. */
  public Reach reach(OpenSystem system) {
    return new Beyond(system);
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    registry.close();
    forget();
  }

  private void ask() {
    Optional<OpenSystem> open = state.systemProperty().get();
    if (open.isEmpty() || asked.isEmpty()) {
      return;
    }
    OpenSystem system = open.get();
    String remote = asked;
    Set<String> branches = others;
    int most = limit;
    look.set(new ServerLook.Running(remote, 0));
    looking.submit(
        job -> read(system, remote, branches, most, job),
        result -> {
          switch (result) {
            case Result.Done<ServerVersions>(ServerVersions versions) -> {
              look.set(STILL);
              set(Optional.of(versions));
            }
            case Result.Failed<ServerVersions>(Problem problem) ->
                look.set(new ServerLook.Failed(remote, problem));
            case Result.Cancelled<ServerVersions>() -> look.set(new ServerLook.Stopped(remote));
          }
        });
  }

  private ServerVersions read(
      OpenSystem system, String remote, Set<String> branches, int most, Job job)
      throws StoreException {
    Remote known =
        system
            .remotes()
            .find(remote)
            .orElseThrow(() -> new StoreException(new Problem.UnknownRemote(remote)));
    RemoteHistory far =
        RemoteHistory.open(
            system.repository(),
            system.sysroot().map(Sysroot::root),
            known,
            cache,
            "Understory/" + Version.text(),
            Limits.USUAL,
            job.cancellation());
    boolean kept = false;
    try {
      ServerVersions versions =
          new ServerReader(system, far, job.cancellation(), count -> tell(remote, count, job))
              .read(branches, most);
      kept = true;
      // Whoever stops it until this has been handed over gets nothing to close.
      var _ = job.cancellation().onCancel(() -> close(far));
      return versions;
    } finally {
      if (!kept) {
        far.close();
      }
    }
  }

  private void tell(String remote, int count, Job job) {
    job.deliver(() -> look.set(new ServerLook.Running(remote, count)));
  }

  /** What was looked at before is closed as soon as nobody reads from it any more. */
  private void set(Optional<ServerVersions> versions) {
    set(versions, old -> background.runAfterOthers(closing(old)));
  }

  private void set(Optional<ServerVersions> versions, Consumer<RemoteHistory> closer) {
    Optional<RemoteHistory> before = found.get().map(ServerVersions::far);
    shared = versions;
    found.set(versions);
    before
        .filter(old -> !versions.map(ServerVersions::far).equals(Optional.of(old)))
        .ifPresent(closer);
  }

  /** Waits for what is still being kept, so not here. */
  private void close(RemoteHistory old) {
    background.run(closing(old), _ -> {});
  }

  private static Work<RemoteHistory> closing(RemoteHistory old) {
    return _ -> {
      old.close();
      return old;
    };
  }

  private void forget() {
    looking.cancel();
    following.cancel();
    asked = "";
    look.set(STILL);
    // What is still being read is of what is no longer open.
    set(Optional.empty(), this::close);
  }

  /** The system was read again: what was away may be here now. */
  private void follow() {
    Optional<ServerVersions> now = found.get();
    Optional<OpenSystem> system = state.systemProperty().get();
    if (now.isPresent() && system.isPresent()) {
      following.submit(
          _ -> now.get().asOfNow(system.get().repository()),
          result -> {
            if (result instanceof Result.Done<ServerVersions>(ServerVersions fresh)
                && found.get().equals(now)) {
              set(Optional.of(fresh));
            }
          });
    }
  }

  private final class Beyond implements Reach {
    private final OpenSystem system;

    Beyond(OpenSystem system) {
      this.system = system;
    }

    @Override
    public OpenSystem system() {
      return system;
    }

    @Override
    public OpenSystem of(Checksum... commits) throws StoreException {
      Optional<ServerVersions> now = shared;
      boolean away = false;
      for (Checksum commit : commits) {
        if (now.isPresent() && now.get().find(commit).isPresent()) {
          now.get().requireTrusted(commit);
          away = true;
        }
      }
      return away ? system.reading(now.orElseThrow().far().repository()) : system;
    }

    @Override
    public Optional<OpenSystem> beyond() {
      return shared.map(it -> system.reading(it.far().repository()));
    }

    @Override
    public boolean isAway(Checksum commit) {
      return shared.flatMap(it -> it.find(commit)).isPresent();
    }

    @Override
    public Optional<Download> delta(Checksum commit) throws StoreException {
      Optional<ServerVersions> now = shared;
      return now.isPresent() ? now.get().delta(commit) : Optional.empty();
    }
  }
}
