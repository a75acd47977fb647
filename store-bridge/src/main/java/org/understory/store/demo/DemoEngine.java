package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Request;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.Engine;
import org.understory.store.engine.JavaCommand;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.PassingEngine;
import org.understory.store.engine.WorkerMain;
import org.understory.store.engine.WorkerProcess;
import org.understory.store.file.SmallFile;

/** Changes the demo system on the computer that it plays. */
final class DemoEngine implements PassingEngine {
  private final DemoLayout layout;
  private final LocalEngine planner;

  DemoEngine(DemoLayout layout, Optional<Path> cache) {
    this.layout = layout;
    LocalEngine engine =
        LocalEngine.ofFolder(layout.sysroot(), layout.host(), new ActivityLog(layout.activity()));
    this.planner = cache.map(engine::remembering).orElse(engine);
  }

  @Override
  public Engine engine() {
    return planner;
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Request request = Request.of(plan);
    List<String> worker = new ArrayList<>(JavaCommand.of(WorkerMain.class, DemoHost.SEEN));
    Path activity = DemoHost.SEEN.resolve(layout.activity().toString().substring(1));
    worker.addAll(List.of("own", "/", activity.toString()));
    try {
      WorkerProcess process = new WorkerProcess(new DemoHost(layout).command(worker));
      return process.run(LocalEngine.uid(), request, events, cancellation);
    } catch (IOException e) {
      Outcome failed = new Outcome.Failed(SmallFile.trouble(layout.folder(), e).problem());
      events.accept(new Event.Finished(failed));
      return failed;
    }
  }
}
