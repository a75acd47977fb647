package org.understory.test.kit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
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
public final class RpmOstreeHost implements EngineHost {
  private final BootedFern fern;
  private final RpmOstreeEngine engine;
  private RpmOstreeStandIn daemon;

  /** Starts one in this folder. */
  public RpmOstreeHost(Path folder) {
    fern = new BootedFern(folder, 2);
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

  /** The computer. */
  public BootedFern fern() {
    return fern;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public UpdateService service() {
    return UpdateService.RPM_OSTREE;
  }

  @Override
  public List<String> command(List<String> program) {
    return fern.command(program);
  }

  @Override
  public Path sysroot() {
    return Path.of("/");
  }

  @Override
  public List<Path> folders() {
    return List.of(fern.sysroot().folder(), fern.host().run());
  }

  @Override
  public String branch() {
    return "fern:stable";
  }

  @Override
  public String otherBranch() {
    return "fern:next";
  }

  @Override
  public Checksum publish(String branch) {
    return fern.server().publish(branch.substring(branch.indexOf(':') + 1));
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
    daemon = RpmOstreeStandIn.start(fern.host(), fern.busFolder());
    return new Killed(plan, outcome);
  }

  private Plan upgrade() throws StoreException {
    Checksum newest = fern.server().publish("stable");
    return engine.plan(new Operation.Upgrade(BootedFern.NAME, newest));
  }

  @Override
  public void close() {
    daemon.close();
    fern.close();
  }
}
