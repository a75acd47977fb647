package org.understory.store.engine.rpmostree;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.rpmostree.UpdateDriver;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import org.understory.store.engine.Foresight;
import org.understory.store.engine.PassingEngine;
import org.understory.store.rpmostree.RpmOstree;

/**
 * Has rpm-ostree do what is its own: new versions, layered packages, kernel arguments, and giving
 * up what is staged. Pins, the boot order and the removal of one deployment are nothing that it
 * does, or not by name (its roll back guesses which: rpm-ostree issue 4627), so these are
 * libostree's through the helper, as long as rpm-ostree does nothing.
 */
public final class RpmOstreeEngine implements PassingEngine {
  private final RpmOstree daemon;
  private final Foresight planner;
  private final Engine helper;

  /**
   * @param planner plans for the same system, {@code under} rpm-ostree; sees the boot order
   * @param helper does what is not rpm-ostree's
   */
  public RpmOstreeEngine(RpmOstree daemon, Foresight planner, Engine helper) {
    this.daemon = daemon;
    this.planner = planner;
    this.helper = helper;
  }

  @Override
  public UpdateService service() {
    return UpdateService.RPM_OSTREE;
  }

  @Override
  public Optional<DaemonReport> report(String stateroot) throws StoreException {
    return Optional.of(daemon.report(stateroot));
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    Plan plan = planner.plan(operation);
    return goesBack(operation)
        ? daemon
            .driver()
            .filter(UpdateDriver::drives)
            .map(it -> plan.warning(List.of(new Warning(Warning.Code.DRIVEN_ON, it.unit()))))
            .orElse(plan)
        : plan;
  }

  /** Whether somebody chooses a version that is there, which a newer one would take from them. */
  private static boolean goesBack(Operation operation) {
    return operation instanceof Operation.SetDefault
        || operation instanceof Operation.StartOnce
        || operation instanceof Operation.Deploy
        || (operation instanceof Operation.Halfway(Operation update, var _) && goesBack(update));
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Optional<Busy> busy = working();
    if (busy.isPresent()) {
      return end(new Outcome.Failed(busy.get().problem()), events);
    }
    Optional<Wanted> wanted = Wanted.of(plan.operation(), plan.before());
    return wanted.isPresent()
        ? end(carryOut(wanted.get(), plan, events, cancellation), events)
        : helper.carryOut(plan, events, cancellation);
  }

  private Outcome carryOut(
      Wanted wanted, Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Outcome outcome =
        daemon.carryOut(
            wanted.stateroot(),
            wanted.call(),
            () -> planner.requireUnchanged(plan),
            events,
            cancellation);
    if (!(outcome instanceof Outcome.Succeeded)) {
      return outcome;
    }
    try {
      planner.requireKept(plan);
      return outcome;
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem(), true);
    }
  }

  private static Outcome end(Outcome outcome, Consumer<Event> events) {
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  @Override
  public Engine engine() {
    return helper;
  }

  @Override
  public Optional<Busy> working() {
    return daemon.transaction();
  }

  @Override
  public Optional<Ongoing> attend(Consumer<Event> events) {
    return daemon.attend(events);
  }

  @Override
  public Closeable watch(Runnable changed) {
    return daemon.watch(changed);
  }
}
