package org.understory.test.kit;

import java.nio.file.Path;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.Engine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.wire.RecordJson;

/**
 * Carries operations out in a process of its own, where what surrounds a process matters. The
 * arguments are a sysroot, or {@link #LIVE}, and operations as JSON; each prints its outcome as
 * JSON, a line each.
 */
public final class EngineRun {
  /** In place of a sysroot: the system that runs, through the helper. */
  public static final String LIVE = "live";

  private EngineRun() {}

  /** See above. */
  public static void main(String[] arguments) throws StoreException {
    Engine engine = engine(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      Operation operation = RecordJson.read(Operation.class, arguments[i], "argument");
      System.out.println(RecordJson.write((Record) outcome(engine, operation)));
    }
  }

  private static Engine engine(String system) throws StoreException {
    return system.equals(LIVE)
        ? OpenSystem.open(new SystemChoice.Live())
            .engine(Path.of("/tmp"), Path.of("/tmp/cache"))
            .orElseThrow()
        : LocalEngine.ofFolder(
            Path.of(system), HostFiles.live(), new ActivityLog(Path.of("/tmp/engine-run")));
  }

  private static Outcome outcome(Engine engine, Operation operation) {
    try {
      return engine.carryOut(engine.plan(operation), _ -> {}, new Cancellation());
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem());
    }
  }
}
