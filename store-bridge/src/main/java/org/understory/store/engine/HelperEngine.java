package org.understory.store.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Planner;
import org.understory.model.plan.Request;
import org.understory.store.client.HelperClient;
import org.understory.store.client.HelperRefusal;
import org.understory.store.client.HelperTransaction;
import org.understory.store.client.TransactionListener;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.store.wire.RecordJson;
import org.understory.store.wire.SystemState;
import org.understory.store.wire.Wish;
import org.understory.store.wire.WorkerLine;

/** Has the helper change the running system, which asks for permission. */
public final class HelperEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(HelperEngine.class);

  private final Path bus;
  private final Path root;
  private final HostFiles host;
  private final ActivityLog log;

  /**
   * One for the helper on a system bus.
   *
   * @param bus its socket
   * @param root the system that the helper changes, for reading commits
   * @param log where the helper writes down what was done
   */
  public HelperEngine(Path bus, Path root, HostFiles host, ActivityLog log) {
    this.bus = bus;
    this.root = root;
    this.host = host;
    this.log = log;
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    try (HelperClient client = HelperClient.connect(bus);
        Sysroot sysroot = Sysroot.open(root, host)) {
      SystemState state = RecordJson.read(SystemState.class, client.state(), "the helper");
      FactsReader facts = new FactsReader(root, sysroot.repository(), state.libostree());
      return Planner.plan(state.snapshot(), operation, facts.read(state.snapshot(), operation));
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
        transaction.start();
        outcome = ear.end.join();
      }
    } catch (HelperRefusal e) {
      outcome = new Outcome.Failed(HelperProblems.of(e));
    } catch (IOException e) {
      LOG.warn("The helper can't be reached", e);
      outcome = new Outcome.Failed(new Problem.HelperSilent());
    }
    events.accept(new Event.Finished(outcome));
    return outcome;
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

  /** Hears how it goes, and when it ends. */
  private static final class Ear implements TransactionListener {
    private final Consumer<Event> events;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

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
