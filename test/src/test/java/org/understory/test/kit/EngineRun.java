package org.understory.test.kit;

import java.nio.file.Path;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.LocalEngine;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.wire.RecordJson;

/**
 * Carries operations out in a process of its own, where what surrounds a process matters. The
 * arguments are a sysroot and operations as JSON; each prints its outcome as JSON, a line each.
 */
public final class EngineRun {
  private EngineRun() {}

  /** See above. */
  public static void main(String[] arguments) throws StoreException {
    Path root = Path.of(arguments[0]);
    LocalEngine engine =
        LocalEngine.ofFolder(root, HostFiles.live(), new ActivityLog(Path.of("/tmp/engine-run")));
    for (int i = 1; i < arguments.length; i++) {
      Operation operation = RecordJson.read(Operation.class, arguments[i], "argument");
      System.out.println(RecordJson.write((Record) outcome(engine, operation)));
    }
  }

  private static Outcome outcome(LocalEngine engine, Operation operation) {
    try {
      return engine.carryOut(engine.plan(operation), _ -> {}, new Cancellation());
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem());
    }
  }
}
