package org.understory.app.change;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.understory.app.state.Background;
import org.understory.app.state.Job;
import org.understory.app.state.Result;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.resources.Messages;
import org.understory.store.engine.Engine;

/** Has an engine do things in the background, and tells on the progress strip how far it is. */
final class Carrier {
  private final Background background;
  private final Messages messages;

  Carrier(Background background, Messages messages) {
    this.background = background;
    this.messages = messages;
  }

  /** Carries a plan out. */
  void carryOut(Engine engine, String title, Plan plan, Consumer<Outcome> receiver) {
    background.runToItsEnd(
        title, job -> carryOut(engine, plan, job), result -> receiver.accept(outcome(result)));
  }

  /** Carries these out in order, each planned anew; stops at the first that does not succeed. */
  void carryOut(
      Engine engine, String title, List<Operation> operations, Consumer<Outcome> receiver) {
    background.runToItsEnd(
        title,
        job -> {
          Outcome last = new Outcome.Succeeded(new Outcome.Result.Done());
          for (Operation each : operations) {
            last = carryOut(engine, engine.plan(each), job);
            if (!(last instanceof Outcome.Succeeded)) {
              break;
            }
          }
          return last;
        },
        result -> receiver.accept(outcome(result)));
  }

  /** Looks for the newest commit like this, and plans what is wanted with it. */
  void check(
      Engine engine,
      String title,
      Operation look,
      Function<Checksum, Operation> wanted,
      Consumer<Result<Plan>> receiver) {
    background.runShown(
        title,
        job -> {
          Plan looking = engine.plan(look);
          return switch (carryOut(engine, looking, job)) {
            case Outcome.Succeeded(Outcome.Result.Found(Checksum commit)) ->
                engine.plan(wanted.apply(commit));
            case Outcome.Failed(Problem problem, boolean _) -> throw new StoreException(problem);
            case Outcome.Cancelled _ -> throw new CancellationException();
            case Outcome.Succeeded _, Outcome.Lost _ ->
                throw new StoreException(new Problem.UnexpectedResult());
          };
        },
        receiver);
  }

  private Outcome carryOut(Engine engine, Plan plan, Job job) {
    return engine.carryOut(plan, new Telling(job, messages), job.cancellation());
  }

  private static Outcome outcome(Result<Outcome> result) {
    return switch (result) {
      case Result.Done<Outcome>(Outcome outcome) -> outcome;
      case Result.Failed<Outcome>(Problem problem) -> new Outcome.Failed(problem);
      case Result.Cancelled<Outcome>() -> new Outcome.Cancelled();
    };
  }
}
