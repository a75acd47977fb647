package org.understory.store.engine.endless;

import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.operation.UpdaterFault;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Outcome.Result;
import org.understory.model.plan.Plan;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Offer;
import org.understory.model.system.ServiceReport.Stage;
import org.understory.store.endless.UpdaterSession;
import org.understory.store.endless.UpdaterSession.Step;
import org.understory.store.engine.Foresight;

/**
 * One plan that the updater is led through, from wherever it is: it may have found or downloaded
 * the version already.
 */
record Bringing(
    UpdaterSession session,
    Step source,
    Plan plan,
    Foresight planner,
    Consumer<Event> events,
    Cancellation cancellation) {
  /**
   * @param source how it is asked for what is newer: the server, or a drive
   */
  Bringing {}

  /**
   * Does it.
   *
   * @throws java.util.concurrent.CancellationException where it was stopped
   */
  Outcome run() throws StoreException {
    return switch (plan.operation()) {
      case Operation.Check _, Operation.CheckVolume _ ->
          new Outcome.Succeeded(new Result.Found(look()));
      case Operation.Upgrade(var _, Checksum commit) -> bring(commit);
      case Operation.Rebase(var _, var _, Checksum commit) -> bring(commit);
      default -> throw new StoreException(new Problem.StateChanged());
    };
  }

  private Checksum look() throws StoreException {
    ServiceReport now = idle();
    if (now.stage() != Stage.DEPLOYED) {
      now = required(session.run(source, events, cancellation));
    }
    return now.offer()
        .map(Offer::commit)
        .orElseGet(() -> plan.before().booted().orElseThrow().checksum());
  }

  private Outcome bring(Checksum commit) throws StoreException {
    planner.requireUnchanged(plan);
    ServiceReport now = idle();
    if (now.stage() == Stage.DEPLOYED) {
      throw new StoreException(new Problem.UpdaterRefused(UpdaterFault.RESTART_FIRST, ""));
    }
    if (!offers(now, commit)) {
      now = required(session.run(source, events, cancellation));
    }
    if (now.stage().busy()) {
      throw new StoreException(session.busy().problem());
    }
    // What is newest now may be another one than was planned.
    planner.requireUnchanged(plan);
    if (!offers(now, commit)) {
      throw new StoreException(new Problem.StateChanged());
    }
    if (now.stage() == Stage.FOUND) {
      now = required(session.run(Step.FETCH, events, cancellation));
      planner.requireUnchanged(plan);
    }
    if (now.stage() != Stage.DOWNLOADED) {
      throw new StoreException(
          now.stage().busy() ? session.busy().problem() : new Problem.StateChanged());
    }
    now = required(session.run(Step.APPLY, events, cancellation));
    if (now.stage() != Stage.DEPLOYED) {
      throw new StoreException(new Problem.UnexpectedResult());
    }
    planner.requireKept(plan);
    return new Outcome.Succeeded(new Result.Done());
  }

  /** What it says while it does nothing for anybody. */
  private ServiceReport idle() throws StoreException {
    ServiceReport now = session.report();
    if (now.stage().busy()) {
      throw new StoreException(session.busy().problem());
    }
    return now;
  }

  private static boolean offers(ServiceReport report, Checksum commit) {
    return report.offer().map(Offer::commit).equals(Optional.of(commit));
  }

  private static ServiceReport required(ServiceReport report) throws StoreException {
    if (report.trouble().isPresent()) {
      throw new StoreException(report.trouble().get());
    }
    return report;
  }
}
