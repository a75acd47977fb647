package org.understory.test.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Request;
import org.understory.store.engine.Engine;
import org.understory.store.engine.JavaCommand;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.WorkerMain;
import org.understory.store.engine.WorkerProcess;

/** Has a worker of the helper change the system that a {@link BootedHost} runs. */
public final class BootedEngine implements Engine {
  private final BootedHost host;
  private final LocalEngine planner;

  /**
   * @param planner for the same system, seen from outside
   */
  public BootedEngine(BootedHost host, LocalEngine planner) {
    this.host = host;
    this.planner = planner;
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    return planner.plan(operation);
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    List<String> worker = new ArrayList<>(JavaCommand.of(WorkerMain.class, Path.of("/run/host")));
    worker.addAll(List.of("own", "/", "/tmp/activity"));
    WorkerProcess process = new WorkerProcess(host.command(worker));
    return process.run(LocalEngine.uid(), Request.of(plan), events, cancellation);
  }

  @Override
  public List<Activity> activities() {
    return List.of();
  }
}
