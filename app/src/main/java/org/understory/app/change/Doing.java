package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.app.text.OperationText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;

/** What was agreed to, being done: one thing at a time, and then told. */
final class Doing implements AutoCloseable {
  private final AppState state;
  private final Messages messages;
  private final OperationText operations;
  private final Latest planning;
  private final Carrier carrier;
  private final AftermathViewModel aftermath;
  private final DoneWords words;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private boolean closed;

  Doing(
      AppState state,
      Background background,
      Messages messages,
      AftermathViewModel aftermath,
      DoneWords words) {
    this.state = state;
    this.messages = messages;
    this.aftermath = aftermath;
    this.words = words;
    operations = new OperationText(messages);
    planning = new Latest(background);
    carrier = new Carrier(background, messages);
  }

  /** Whether something is being done. */
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Who changes what is open; empty where nobody can or something is being done. */
  private Optional<Engine> engine() {
    return busy.get() ? Optional.empty() : state.systemProperty().get().flatMap(OpenSystem::engine);
  }

  /** Carries a plan out. */
  void carryOut(Plan plan, Consumer<Operation> again) {
    engine()
        .ifPresent(
            engine -> {
              begin();
              carrier.carryOut(
                  engine, operations.title(plan), plan, outcome -> ended(plan, outcome, again));
            });
  }

  private void ended(Plan plan, Outcome outcome, Consumer<Operation> again) {
    end();
    Operation operation = plan.operation();
    if (outcome instanceof Outcome.Succeeded(Outcome.Result result)) {
      words
          .report(operation, result)
          .ifPresentOrElse(aftermath::report, () -> aftermath.tell(words.done(plan, result)));
    } else {
      aftermath.tell(
          outcome,
          failure(operation),
          Optional.of(() -> again.accept(operation)),
          plan.before().deployments());
    }
  }

  /** Carries out at once what nobody has to weigh. */
  void atOnce(Operation operation, Consumer<Operation> again) {
    engine()
        .ifPresent(
            engine ->
                planning.submit(
                    job -> engine.plan(operation),
                    result -> {
                      switch (result) {
                        case Result.Done<Plan>(Plan plan) -> carryOut(plan, again);
                        case Result.Failed<Plan>(Problem problem) ->
                            aftermath.fail(
                                problem,
                                failure(operation),
                                Optional.of(() -> again.accept(operation)),
                                deployments());
                        case Result.Cancelled<Plan>() -> {}
                      }
                    }));
  }

  /** Takes these steps, which take something back. */
  void undo(List<Operation> steps) {
    Optional<Engine> engine = engine();
    if (steps.isEmpty() || engine.isEmpty()) {
      return;
    }
    begin();
    carrier.carryOut(
        engine.get(), messages.get("change.undoing"), steps, outcome -> undone(steps, outcome));
  }

  private void undone(List<Operation> steps, Outcome outcome) {
    end();
    if (outcome instanceof Outcome.Succeeded) {
      aftermath.say(messages.get("change.undone"));
    } else {
      // After the first of several steps the rest alone would be something else.
      Optional<Runnable> again =
          steps.size() == 1 ? Optional.of(() -> undo(steps)) : Optional.empty();
      aftermath.tell(outcome, messages.get("change.undo.failed"), again, deployments());
    }
  }

  /**
   * Looks for the newest version.
   *
   * @param look how: at a server, or at a drive
   * @param wanted what is to be done with it
   * @param receiver has the plan of that
   */
  void check(
      Operation look,
      Function<Checksum, Operation> wanted,
      Consumer<Plan> receiver,
      Runnable again) {
    Optional<Engine> engine = engine();
    if (engine.isEmpty()) {
      return;
    }
    begin();
    carrier.check(
        engine.get(),
        operations.title(look, List.of()),
        look,
        wanted,
        result -> {
          end();
          switch (result) {
            case Result.Done<Plan>(Plan plan) -> receiver.accept(plan);
            case Result.Failed<Plan>(Problem.NothingNewer nothing) ->
                aftermath.say(nothing, deployments());
            case Result.Failed<Plan>(Problem problem) ->
                aftermath.fail(problem, failure(look), Optional.of(again), deployments());
            case Result.Cancelled<Plan>() -> aftermath.say(messages.get("change.stopped"));
          }
        });
  }

  private void begin() {
    aftermath.clear();
    busy.set(true);
  }

  /** Whatever became of it: what is shown is what is on disk. */
  private void end() {
    // What was seen last may have been this.
    state.notice(Optional.empty());
    busy.set(false);
    if (!closed) {
      state.refresh();
    }
  }

  private String failure(Operation operation) {
    return messages.get("change.failed", operations.title(operation, deployments()));
  }

  private List<Deployment> deployments() {
    return state.snapshotProperty().get().map(SystemSnapshot::deployments).orElse(List.of());
  }

  @Override
  public void close() {
    closed = true;
    planning.cancel();
  }
}
