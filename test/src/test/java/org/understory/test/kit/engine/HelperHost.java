package org.understory.test.kit.engine;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.store.engine.Engine;
import org.understory.store.engine.HelperEngine;
import org.understory.test.kit.RepositoryLock;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** A system that runs and has the real helper on a real bus. */
public final class HelperHost implements EngineHost {
  private static final Event CLEANING = new Event.Phase(Event.Step.CLEANING);

  private final WholeLab lab;
  private final HelperEngine engine;
  private int version;

  /** Starts one; an assumption fails where that takes rights that this user has not. */
  public HelperHost() {
    assumeThat(SystemLab.possible()).as("root").isTrue();
    lab = new WholeLab(SystemLab.Kind.DBUS_BROKER, true);
    engine = lab.engine();
    version = 3;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public UpdateService service() {
    return UpdateService.LIBOSTREE;
  }

  @Override
  public List<String> command(List<String> program) {
    return lab.command(program);
  }

  @Override
  public Path sysroot() {
    return Path.of("/");
  }

  @Override
  public List<Path> folders() {
    return List.of(lab.sysroot().folder());
  }

  @Override
  public String branch() {
    return "stable";
  }

  @Override
  public String otherBranch() {
    return WholeLab.OTHER_BRANCH;
  }

  @Override
  public Checksum publish(String branch) {
    version++;
    return Checksum.parse(lab.publish(Integer.toString(version))).orElseThrow();
  }

  @Override
  public AutoCloseable occupy() throws Exception {
    RepositoryLock lock = RepositoryLock.hold(lab.sysroot().repository());
    Plan prune = engine.plan(new Operation.Prune());
    Begun begun = new Begun(engine, prune, CLEANING::equals, _ -> {});
    return () -> {
      lock.close();
      begun.outcome();
    };
  }

  /** The worker, while it waits for the repository. */
  @Override
  public Killed kill(Consumer<Event> events) throws Exception {
    Plan prune = engine.plan(new Operation.Prune());
    try (RepositoryLock _ = RepositoryLock.hold(lab.sysroot().repository())) {
      Begun begun = new Begun(engine, prune, CLEANING::equals, events);
      lab.workers().forEach(ProcessHandle::destroyForcibly);
      Killed killed = new Killed(prune, begun.outcome());
      while (!lab.workers().isEmpty()) {
        LockSupport.parkNanos(10_000_000);
      }
      return killed;
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
