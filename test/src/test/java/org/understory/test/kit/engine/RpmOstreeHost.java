package org.understory.test.kit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.test.kit.BootedEngine;
import org.understory.test.kit.RpmOstreeStandIn;

/** A system that runs and whose updates are rpm-ostree's. */
public final class RpmOstreeHost extends FernHost {
  private final RpmOstreeEngine engine;
  private RpmOstreeStandIn daemon;

  /** Starts one in this folder. */
  public RpmOstreeHost(Path folder) {
    super(folder, UpdateService.RPM_OSTREE);
    BootedFern fern = fern();
    try {
      RpmOstreeStandIn.installed(fern.busFolder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon = RpmOstreeStandIn.start(fern.host(), fern.busFolder());
    LocalEngine planner = fern.planner(UpdateService.RPM_OSTREE);
    engine =
        new RpmOstreeEngine(
            new RpmOstree(fern.busFolder().resolve("bus"), fern.busFolder()),
            planner,
            new BootedEngine(fern.host(), planner));
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public AutoCloseable occupy() throws Exception {
    daemon.set("pause", "amid-work");
    Begun begun = new Begun(engine, upgrade(), RpmOstreeHost::works, _ -> {});
    return () -> {
      begun.cancel();
      begun.outcome();
      daemon.set("pause", "");
    };
  }

  private static boolean works(Event event) {
    return event instanceof Event.Note(String text, var _) && text.startsWith("Checking out");
  }

  /** The daemon, once it has done its work and before it has said so. */
  @Override
  public Killed kill(Consumer<Event> events) throws StoreException {
    Plan plan = upgrade();
    daemon.set("vanish", "before-finished");
    Outcome outcome = engine.carryOut(plan, events, new Cancellation());
    daemon.close();
    daemon = RpmOstreeStandIn.start(fern().host(), fern().busFolder());
    return new Killed(plan, outcome);
  }

  @Override
  public void close() {
    daemon.close();
    super.close();
  }
}
