package org.understory.app.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.understory.app.change.Deployments.NEWEST;
import static org.understory.app.change.Deployments.OLDEST;
import static org.understory.app.change.Deployments.RUNNING;
import static org.understory.app.change.Deployments.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Reading;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.Planner;
import org.understory.model.remote.Remotes;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.store.container.Registry;
import org.understory.store.engine.Engine;
import org.understory.store.repo.Repository;

/** Somebody who changes a system that is only written down. */
abstract class ChangeFixture {
  static final SystemSnapshot SYSTEM = snapshot(NEWEST, RUNNING, OLDEST);

  @TempDir Path folder;
  final Queue<Runnable> work = new ArrayDeque<>();
  final Background background = new Background(work::add, Runnable::run);
  final AppState state = new AppState(background);
  final Notebook engine = new Notebook();
  final List<String> restarts = new ArrayList<>();
  Optional<Problem> restartProblem = Optional.empty();
  ChangeViewModel model;

  /** Plans as the program does, keeps what it is told to do, and ends as it is told to. */
  static final class Notebook implements Engine {
    final List<Operation> done = new ArrayList<>();
    SystemSnapshot now = SYSTEM;
    Optional<Problem> refusal = Optional.empty();
    Outcome ending = new Outcome.Succeeded(new Outcome.Result.Done());
    Consumer<Consumer<Event>> story = events -> {};
    Optional<Ongoing> ongoing = Optional.empty();

    @Override
    public Plan plan(Operation operation) throws StoreException {
      if (refusal.isPresent()) {
        throw new StoreException(refusal.get());
      }
      return Planner.plan(now, operation, PlanFacts.NONE);
    }

    @Override
    public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
      story.accept(events);
      if (ending instanceof Outcome.Succeeded) {
        done.add(plan.operation());
        now = SystemSnapshot.of(plan.after(), Optional.empty(), List.of());
      }
      return ending;
    }

    @Override
    public Optional<Ongoing> attend(Consumer<Event> events) {
      story.accept(events);
      return ongoing;
    }

    @Override
    public List<Activity> activities() {
      return List.of();
    }
  }

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(folder.resolve("repo/objects"));
    Files.createDirectories(folder.resolve("repo/refs/heads"));
    Files.writeString(folder.resolve("repo/config"), "[core]\nrepo_version=1\nmode=bare\n");
    model =
        new ChangeViewModel(
            state,
            background,
            Messages.load(Locale.ENGLISH, "window", "common", "problems"),
            choice ->
                Optional.of(
                    () -> {
                      restarts.add(choice.toString());
                      if (restartProblem.isPresent()) {
                        throw new StoreException(restartProblem.get());
                      }
                    }));
    show(Optional.of(engine), SYSTEM);
  }

  void show(Optional<Engine> changer, SystemSnapshot snapshot) throws StoreException {
    SystemChoice choice = new SystemChoice.Folder(folder);
    Repository repository = Repository.open(folder.resolve("repo"));
    OpenSystem system =
        new OpenSystem(
            choice,
            repository,
            Optional.empty(),
            Optional.empty(),
            changer,
            Registry.live(),
            List.of());
    state.open(choice, job -> new Reading(system, snapshot, List.of(), Remotes.NONE));
    work();
  }

  void work() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  void agreeTo(Operation operation) {
    model.ask(operation);
    work();
    assertThat(model.sheetProperty().get()).isInstanceOf(Sheet.Planned.class);
    model.proceed();
    work();
  }

  Done done() {
    return model.aftermath().doneProperty().get().orElseThrow();
  }

  Trouble trouble() {
    return model.aftermath().troubleProperty().get().orElseThrow();
  }
}
