package org.understory.test.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.PlanFacts;
import org.understory.model.plan.Planner;
import org.understory.model.system.BootList;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.engine.Engine;

/**
 * Stands in for an engine where a picture is taken of a moment that the real one passes too fast
 * through, or that it comes to only once something is broken. It plans as the program does, and
 * changes nothing on disk. What is done is tested with the real one.
 */
public class PictureEngine implements Engine {
  private final PlanFacts facts;
  private final List<Operation> carriedOut = new ArrayList<>();
  private List<Activity> remembered = List.of();
  private Chronicle chronicle = Chronicle.NONE;
  private SystemSnapshot now;
  private Optional<Outcome> ending = Optional.empty();
  private List<Event> story = List.of();
  private CountDownLatch gate = new CountDownLatch(0);
  private CountDownLatch pondering = new CountDownLatch(0);

  /** Begins with this state. */
  public PictureEngine(SystemSnapshot start, PlanFacts facts) {
    this.now = start;
    this.facts = facts;
  }

  /** Begins with the demo system and no update that waits, which would be in the way of much. */
  public static PictureEngine withoutUpdate(PlanFacts facts) {
    SystemSnapshot demo = DemoFixture.snapshot();
    return new PictureEngine(
        SystemSnapshot.of(
            BootList.arrange(demo.deployments().stream().filter(each -> !each.staged()).toList()),
            demo.finalizationFailure(),
            demo.problems(),
            demo.bootLoader()),
        facts);
  }

  /** From now on everything ends so. */
  public synchronized void willEnd(Outcome outcome) {
    ending = Optional.of(outcome);
  }

  /** This is what was done before, the newest first. */
  public synchronized void willRemember(List<Activity> activities) {
    remembered = List.copyOf(activities);
  }

  /** This is what the computer itself has written down. */
  public synchronized void willTell(Chronicle written) {
    chronicle = written;
  }

  /** Tells this while it is at work, and then waits until it is stopped or let go on. */
  public synchronized CountDownLatch willWait(Event... events) {
    story = List.of(events);
    gate = new CountDownLatch(1);
    return gate;
  }

  /** What was carried out, in order. */
  public synchronized List<Operation> carriedOut() {
    return List.copyOf(carriedOut);
  }

  /** Thinks about the next plan until it is let go on. */
  public synchronized void willPonder() {
    pondering = new CountDownLatch(1);
  }

  /** Lets everything go on that waits. */
  public synchronized void letGo() {
    gate.countDown();
    pondering.countDown();
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    CountDownLatch wait;
    synchronized (this) {
      wait = pondering;
    }
    while (!passed(wait)) {}
    return planned(operation);
  }

  /** Looks up now and then whether somebody wants it to stop. */
  private static boolean passed(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private synchronized Plan planned(Operation operation) throws StoreException {
    return Planner.plan(now, operation, facts);
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    List<Event> told;
    CountDownLatch wait;
    synchronized (this) {
      told = story;
      wait = gate;
    }
    told.forEach(events);
    while (!cancellation.isCancelled() && !passed(wait)) {}
    Outcome outcome = cancellation.isCancelled() ? new Outcome.Cancelled() : ending(plan);
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  @Override
  public synchronized List<Activity> activities() {
    return remembered;
  }

  @Override
  public synchronized Chronicle chronicle(Cancellation cancellation) {
    return chronicle;
  }

  private synchronized Outcome ending(Plan plan) {
    Outcome outcome = ending.orElse(new Outcome.Succeeded(new Outcome.Result.Done()));
    if (outcome instanceof Outcome.Succeeded) {
      carriedOut.add(plan.operation());
      now =
          SystemSnapshot.of(
              plan.after(), now.finalizationFailure(), now.problems(), now.bootLoader());
    }
    return outcome;
  }
}
