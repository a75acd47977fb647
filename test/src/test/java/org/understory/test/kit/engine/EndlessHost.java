package org.understory.test.kit.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.store.endless.EndlessUpdater;
import org.understory.store.engine.Engine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.endless.EndlessEngine;
import org.understory.test.kit.BootedEngine;
import org.understory.test.kit.EndlessStandIn;

/** A system that runs and whose updates are those of Endless OS. */
public final class EndlessHost extends FernHost {
  /** How long the updater is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final EndlessEngine engine;
  private EndlessStandIn updater;

  /** Starts one in this folder. */
  public EndlessHost(Path folder) {
    super(folder, UpdateService.ENDLESS);
    BootedFern fern = fern();
    EndlessStandIn.installed(fern.busFolder());
    updater = EndlessStandIn.start(fern.host(), fern.busFolder());
    LocalEngine planner = fern.planner(UpdateService.ENDLESS);
    engine =
        new EndlessEngine(
            new EndlessUpdater(fern.busFolder().resolve("bus"), fern.busFolder(), PATIENCE),
            planner,
            new BootedEngine(fern.host(), planner));
  }

  /** What plays the updater; another one once it has died. */
  public EndlessStandIn updater() {
    return updater;
  }

  /** As after a restart of the service. */
  public void restartUpdater() {
    updater.close();
    updater = EndlessStandIn.start(fern().host(), fern().busFolder());
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public AutoCloseable occupy() throws Exception {
    updater.set("pause", "Fetching");
    Begun begun = new Begun(engine, upgrade(), EndlessHost::fetches, _ -> {});
    updater.await("Fetching");
    return () -> {
      begun.cancel();
      begun.outcome();
      updater.set("pause", "");
    };
  }

  private static boolean fetches(Event event) {
    return event.equals(new Event.Phase(Event.Step.DOWNLOADING));
  }

  /** The updater, once it has deployed and before it has said so. */
  @Override
  public Killed kill(Consumer<Event> events) throws StoreException {
    Plan plan = upgrade();
    updater.set("vanish", "ApplyingUpdate");
    Outcome outcome = engine.carryOut(plan, events, new Cancellation());
    restartUpdater();
    return new Killed(plan, outcome);
  }

  /**
   * Of itself the updater does nothing more after an update until the computer is restarted, also
   * when that update is given up.
   */
  @Override
  public void restarted() {
    restartUpdater();
  }

  @Override
  public void close() {
    updater.close();
    super.close();
  }
}
