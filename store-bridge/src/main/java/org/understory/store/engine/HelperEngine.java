package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Planner;
import org.understory.model.plan.Request;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.client.HelperClient;
import org.understory.store.client.HelperRefusal;
import org.understory.store.client.HelperTransaction;
import org.understory.store.client.TransactionListener;
import org.understory.store.file.HeldFile;
import org.understory.store.journal.SystemJournal;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.SystemState;
import org.understory.store.wire.Wish;
import org.understory.store.wire.WorkerLine;
import org.understory.store.wire.WorkerNote;

/** Has the helper change the running system, which asks for permission. */
public final class HelperEngine implements Engine, Foresight {
  private static final Logger LOG = LoggerFactory.getLogger(HelperEngine.class);

  /** For a new front to come, which systemd starts when it is asked for something. */
  private static final int FOLLOW_TRIES = 60;

  /** For the worker to begin, which takes about half a second. */
  private static final int WORKER_TRIES = 10;

  /** Half a second long the front gives what it has read before. */
  private static final int KEPT_TRIES = 5;

  private static final Duration FOLLOW_PAUSE = Duration.ofMillis(300);

  private final Path bus;
  private final Path root;
  private final HostFiles host;
  private final ActivityLog log;
  private final SystemJournal journal;
  private final Optional<Path> cache;
  private final UpdateService service;
  private final boolean holds;

  /**
   * One for the helper on a system bus.
   *
   * @param bus its socket
   * @param root the system that the helper changes, for reading commits
   * @param log where the helper writes down what was done
   * @param journal of the computer that runs the system
   */
  public HelperEngine(Path bus, Path root, HostFiles host, ActivityLog log, SystemJournal journal) {
    this(bus, root, host, log, journal, Optional.empty(), UpdateService.LIBOSTREE, false);
  }

  private HelperEngine(
      Path bus,
      Path root,
      HostFiles host,
      ActivityLog log,
      SystemJournal journal,
      Optional<Path> cache,
      UpdateService service,
      boolean holds) {
    this.bus = bus;
    this.root = root;
    this.host = host;
    this.log = log;
    this.journal = journal;
    this.cache = cache;
    this.service = service;
    this.holds = holds;
  }

  /** The same, planning with what this folder for caches knows of the repository. */
  public HelperEngine remembering(Path folder) {
    return new HelperEngine(bus, root, host, log, journal, Optional.of(folder), service, holds);
  }

  /** The same, planning what this one makes of a wish. */
  public HelperEngine under(UpdateService other) {
    return new HelperEngine(bus, root, host, log, journal, cache, other, holds);
  }

  /** The same where whoever brings new versions can get one ready and hold it back. */
  public HelperEngine holding() {
    return new HelperEngine(bus, root, host, log, journal, cache, service, true);
  }

  @Override
  public Set<Stop> stops() {
    return holds ? EnumSet.of(Stop.HELD) : Engine.super.stops();
  }

  @Override
  public UpdateService service() {
    return service;
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    if (service == UpdateService.BOOTC && operation instanceof Halfway && !holds) {
      throw new StoreException(new Problem.NeedsRpmOstree());
    }
    SystemState state = state();
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      FactsReader facts = new FactsReader(sysroot, state.libostree(), cache, service);
      return new MoveCautions(sysroot)
          .added(
              Planner.plan(state.snapshot(), operation, facts.read(state.snapshot(), operation)));
    }
  }

  @Override
  public void requireUnchanged(Plan plan) throws StoreException {
    if (!state().snapshot().stateId().equals(plan.before().stateId())) {
      throw new StoreException(new Problem.StateChanged());
    }
  }

  @Override
  public void requireKept(Plan plan) throws StoreException {
    for (int i = 0; i < KEPT_TRIES; i++) {
      SystemSnapshot now = state().snapshot();
      try (Sysroot sysroot = Sysroot.open(root, host)) {
        if (Promise.isKept(plan, now, FactsReader.bases(sysroot.repository(), now))) {
          return;
        }
      }
      LockSupport.parkNanos(FOLLOW_PAUSE.toNanos());
    }
    throw new StoreException(new Problem.UnexpectedResult());
  }

  private SystemState state() throws StoreException {
    try (HelperClient client = HelperClient.connect(bus)) {
      return RecordJson.read(SystemState.class, client.state(), "the helper");
    } catch (HelperRefusal e) {
      throw new StoreException(HelperProblems.of(e), e);
    } catch (IOException e) {
      throw new StoreException(new Problem.HelperSilent(), e);
    }
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Request request = Request.of(plan);
    Wish wish = new Wish(request.operation(), request.acceptsUnverified());
    Ear ear = new Ear(events);
    Outcome outcome;
    try (HelperClient client = HelperClient.connect(bus)) {
      HelperTransaction transaction =
          client.begin(request.expectedState(), RecordJson.write(wish), true, ear);
      try (var _ = cancellation.onCancel(() -> cancel(transaction))) {
        events.accept(new Event.Authorizing());
        start(transaction, ear);
        outcome = ear.end.join();
        if (outcome instanceof Outcome.Lost && ear.lost) {
          outcome = follow(client, transaction, events);
        }
      }
      outcome = explained(client, outcome);
    } catch (HelperRefusal e) {
      // One that was cancelled before it was started can't be started.
      outcome = cancellation.isCancelled() ? new Outcome.Cancelled() : explained(e);
    } catch (IOException e) {
      LOG.warn("The helper can't be reached", e);
      outcome = new Outcome.Failed(new Problem.HelperSilent());
    }
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  private static void start(HelperTransaction transaction, Ear ear)
      throws IOException, HelperRefusal {
    try {
      transaction.start();
    } catch (HelperRefusal e) {
      if (e.name().isPresent()) {
        throw e;
      }
      // The bus says that it died before it answered; it may have begun.
      ear.lost();
    }
  }

  /** Asks a helper that has taken the place of one that died. */
  private static Outcome follow(
      HelperClient client, HelperTransaction transaction, Consumer<Event> events)
      throws IOException {
    long answered = 0;
    for (int i = 0; i < FOLLOW_TRIES && answered < WORKER_TRIES; i++) {
      try {
        Ear ear = new Ear(events);
        client.follow(transaction, ear);
        Outcome outcome = ear.end.join();
        if (!ear.lost) {
          return outcome;
        }
      } catch (HelperRefusal unknown) {
        // Perhaps its worker has not begun yet, or there is no helper yet.
        Optional<String> last = last(client);
        Optional<Outcome> ended = last.flatMap(text -> ended(text, transaction.id()));
        if (ended.isPresent()) {
          return ended.get();
        }
        answered += last.isPresent() ? 1 : 0;
        LockSupport.parkNanos(FOLLOW_PAUSE.toNanos());
      }
    }
    return new Outcome.Lost();
  }

  private static Optional<String> last(HelperClient client) throws IOException {
    try {
      return Optional.of(client.lastOutcome());
    } catch (HelperRefusal none) {
      return Optional.empty();
    }
  }

  private static Optional<Outcome> ended(String text, String id) {
    try {
      return RecordJson.read(WorkerNote.class, text, "the helper")
                  instanceof WorkerNote.Finished note
              && note.id().equals(id)
              && note.line().event() instanceof Event.Finished(Outcome outcome)
          ? Optional.of(outcome)
          : Optional.empty();
    } catch (StoreException none) {
      LOG.debug("Nothing is known of the last change", none);
      return Optional.empty();
    }
  }

  private Outcome explained(HelperRefusal refusal) {
    Problem problem = HelperProblems.of(refusal);
    try {
      return new Outcome.Failed(
          problem instanceof Problem.HelperBusy
              ? busy().map(Busy::problem).orElse(problem)
              : problem);
    } catch (StoreException unknown) {
      return new Outcome.Failed(problem);
    }
  }

  /** Who is in the way, where somebody is and it can still be told. */
  private static Outcome explained(HelperClient client, Outcome outcome) {
    if (outcome instanceof Outcome.Failed(Problem problem, var _)
        && (problem instanceof Problem.HelperBusy || problem instanceof Problem.SysrootLocked)) {
      try {
        return busy(client)
            .map(busy -> (Outcome) new Outcome.Failed(busy.problem()))
            .orElse(outcome);
      } catch (IOException | HelperRefusal | StoreException unknown) {
        LOG.debug("Who is in the way can't be told", unknown);
      }
    }
    return outcome;
  }

  @Override
  public Optional<Busy> busy() throws StoreException {
    try (HelperClient client = HelperClient.connect(bus)) {
      return busy(client);
    } catch (HelperRefusal e) {
      throw new StoreException(HelperProblems.of(e), e);
    } catch (IOException e) {
      throw new StoreException(new Problem.HelperSilent(), e);
    }
  }

  /** Asking the helper would start it each time. */
  @Override
  public Optional<Busy> others() {
    try {
      Optional<String> note = HeldFile.read(log.beside("running.json"));
      return note.isPresent() ? busy(note.get()) : Optional.empty();
    } catch (IOException | StoreException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<Busy> busy(HelperClient client)
      throws IOException, HelperRefusal, StoreException {
    return busy(client.running());
  }

  private static Optional<Busy> busy(String text) throws StoreException {
    if (!text.isEmpty()
        && RecordJson.read(WorkerNote.class, text, "the helper")
            instanceof WorkerNote.Running note) {
      return Optional.of(new Busy.Change(UserNames.of(note.uid()), note.action(), note.since()));
    }
    return Optional.empty();
  }

  private static void cancel(HelperTransaction transaction) {
    try {
      transaction.cancel();
    } catch (IOException | HelperRefusal tooLate) {
      LOG.info("It can't be cancelled", tooLate);
    }
  }

  @Override
  public List<Activity> activities() throws StoreException {
    return log.read();
  }

  @Override
  public Chronicle chronicle(Cancellation cancellation) {
    return journal.read(cancellation);
  }

  /** Hears how it goes, and when it ends. */
  private static final class Ear implements TransactionListener {
    private final Consumer<Event> events;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();
    private volatile boolean lost;

    Ear(Consumer<Event> events) {
      this.events = events;
    }

    @Override
    public void event(String json) {
      read(json).ifPresent(events);
    }

    @Override
    public void finished(String json) {
      end.complete(
          read(json)
              .filter(Event.Finished.class::isInstance)
              .map(event -> ((Event.Finished) event).outcome())
              .orElseGet(() -> HelperProblems.outcome(json)));
    }

    @Override
    public void lost() {
      lost = true;
      end.complete(new Outcome.Lost());
    }

    /** Empty for the lines of the front itself, which are of another shape. */
    private static Optional<Event> read(String json) {
      try {
        return Optional.of(RecordJson.read(WorkerLine.class, json, "the helper").event());
      } catch (StoreException e) {
        return Optional.empty();
      }
    }
  }
}
