package org.understory.store.engine.endless;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.remote.Download;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.ServiceReport.Offer;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.endless.EndlessUpdater;
import org.understory.store.endless.UpdaterSession;
import org.understory.store.endless.UpdaterSession.Step;
import org.understory.store.engine.Engine;
import org.understory.store.engine.Foresight;

/**
 * Has the updater of Endless OS look for a newer version of what runs, and bring it. It knows
 * nothing else, so everything else is libostree's through the helper, as long as it does nothing.
 */
public final class EndlessEngine implements Engine {
  private final EndlessUpdater updater;
  private final Foresight planner;
  private final Engine helper;

  /** The drive on which a version was found last, and which. */
  private volatile Optional<OnVolume> found = Optional.empty();

  /**
   * @param planner plans for the same system, {@code under} Endless's updater
   * @param helper does what is not the updater's
   */
  public EndlessEngine(EndlessUpdater updater, Foresight planner, Engine helper) {
    this.updater = updater;
    this.planner = planner;
    this.helper = helper;
  }

  /**
   * Whether this system is one that the updater can update: it follows a branch of a remote, with
   * nothing layered on it, as {@code get_booted_refspec} in poll-common.c wants it.
   */
  public static boolean leads(SystemSnapshot system) {
    return system.booted().flatMap(EndlessEngine::followed).isPresent();
  }

  private static Optional<String> followed(Deployment running) {
    return running.origin().source() == Origin.Source.BRANCH
        ? running.origin().refspec().filter(refspec -> refspec.contains(":"))
        : Optional.empty();
  }

  private record OnVolume(Path volume, Checksum commit) {}

  @Override
  public UpdateService service() {
    return UpdateService.ENDLESS;
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    Optional<Offer> offer =
        operation instanceof Operation.Upgrade(String _, Checksum commit)
            ? offer().filter(it -> it.commit().equals(commit))
            : Optional.empty();
    if (offer.isEmpty()) {
      return planner.plan(operation);
    }
    String stateroot = ((Operation.Upgrade) operation).stateroot();
    Offer found = offer.get();
    Plan plan =
        planner.plan(
            // The publisher has moved on to another branch, and so does the updater.
            found.moves()
                ? new Operation.Rebase(stateroot, found.refspec(), found.commit())
                : operation);
    return plan.space().download().isEmpty() && found.download().isPresent()
        ? plan.downloading(
            new Download(
                found.download().getAsLong(),
                found.disk().orElse(found.download().getAsLong()),
                new Download.Objects()))
        : plan;
  }

  private Optional<Offer> offer() {
    return serviceReport().flatMap(ServiceReport::offer);
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Optional<Busy> busy = updater.busy();
    if (busy.isPresent()) {
      return end(new Outcome.Failed(busy.get().problem()), events);
    }
    if (!isOwn(plan)) {
      return helper.carryOut(plan, events, cancellation);
    }
    try (UpdaterSession session = updater.open()) {
      Step source = source(plan.operation());
      Outcome outcome = new Bringing(session, source, plan, planner, events, cancellation).run();
      remember(plan.operation(), outcome);
      return end(outcome, events);
    } catch (StoreException e) {
      return end(failed(e.problem(), plan), events);
    } catch (CancellationException e) {
      return end(new Outcome.Cancelled(hasChanged(plan)), events);
    }
  }

  /** What is asked for: the server or a drive; what was found on one is brought from there. */
  private Step source(Operation operation) throws StoreException {
    return switch (operation) {
      case Operation.CheckVolume(var _, String volume) -> on(Path.of(volume));
      case Operation.Upgrade(var _, Checksum commit) -> whereFound(commit);
      case Operation.Rebase(var _, var _, Checksum commit) -> whereFound(commit);
      default -> Step.POLL;
    };
  }

  private Step on(Path volume) throws StoreException {
    updater.requireRepository(volume);
    return Step.poll(volume);
  }

  private Step whereFound(Checksum commit) throws StoreException {
    Optional<OnVolume> drive = found.filter(it -> it.commit().equals(commit));
    return drive.isPresent() ? on(drive.get().volume()) : Step.POLL;
  }

  private void remember(Operation operation, Outcome outcome) {
    if (outcome instanceof Outcome.Succeeded(Outcome.Result.Found(Checksum commit))) {
      found =
          operation instanceof Operation.CheckVolume(var _, String volume)
              ? Optional.of(new OnVolume(Path.of(volume), commit))
              : Optional.empty();
    }
  }

  /** What it does of all that can be done: it looks at what runs, and goes on from there. */
  private boolean isOwn(Plan plan) {
    Optional<Deployment> running = plan.before().booted();
    return running.isPresent()
        && switch (plan.operation()) {
          case Operation.Check(String refspec) ->
              followed(running.get()).equals(Optional.of(refspec));
          case Operation.CheckVolume(String refspec, var _) ->
              followed(running.get()).equals(Optional.of(refspec));
          case Operation.Upgrade(String stateroot, var _) ->
              running.get().stateroot().equals(stateroot);
          case Operation.Rebase(String stateroot, String refspec, Checksum commit) ->
              running.get().stateroot().equals(stateroot)
                  && offer()
                      .filter(it -> it.moves() && it.refspec().equals(refspec))
                      .filter(it -> it.commit().equals(commit))
                      .isPresent();
          default -> false;
        };
  }

  private Outcome failed(Problem problem, Plan plan) {
    if (problem instanceof Problem.WorkerLost) {
      return new Outcome.Lost();
    }
    return new Outcome.Failed(
        problem, problem instanceof Problem.StateChanged ? false : hasChanged(plan));
  }

  private boolean hasChanged(Plan plan) {
    try {
      planner.requireUnchanged(plan);
      return false;
    } catch (StoreException changed) {
      return true;
    }
  }

  private static Outcome end(Outcome outcome, Consumer<Event> events) {
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  @Override
  public Optional<Busy> busy() throws StoreException {
    Optional<Busy> busy = updater.busy();
    return busy.isPresent() ? busy : helper.busy();
  }

  @Override
  public Optional<Busy> others() {
    return helper.others().or(updater::busy);
  }

  @Override
  public Optional<ServiceReport> serviceReport() {
    return updater.report();
  }

  @Override
  public List<String> volumes() {
    return updater.volumes().stream().map(Path::toString).toList();
  }

  @Override
  public List<Activity> activities() throws StoreException {
    return helper.activities();
  }

  @Override
  public Chronicle chronicle(Cancellation cancellation) {
    return helper.chronicle(cancellation);
  }
}
