package org.understory.test.kit.engine;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Plan;
import org.understory.model.system.UpdateService;
import org.understory.test.kit.RepositoryLock;
import org.understory.test.kit.SystemLab;
import org.understory.test.kit.WholeLab;

/** A system that runs and has the real helper on a real bus. */
public final class HelperHost extends WholeHost {
  private static final Event CLEANING = new Event.Phase(Event.Step.CLEANING);

  /** Starts one; an assumption fails where that takes rights that this user has not. */
  public HelperHost() {
    super(() -> new WholeLab(SystemLab.Kind.DBUS_BROKER, true));
  }

  @Override
  public UpdateService service() {
    return UpdateService.LIBOSTREE;
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
    return Checksum.parse(lab().publish(nextVersion())).orElseThrow();
  }

  @Override
  public AutoCloseable occupy() throws Exception {
    RepositoryLock lock = RepositoryLock.hold(lab().sysroot().repository());
    Plan prune = engine().plan(new Operation.Prune());
    Begun begun = new Begun(engine(), prune, CLEANING::equals, _ -> {});
    return () -> {
      lock.close();
      begun.outcome();
    };
  }

  /** The worker, while it waits for the repository. */
  @Override
  public Killed kill(Consumer<Event> events) throws Exception {
    Plan prune = engine().plan(new Operation.Prune());
    try (RepositoryLock _ = RepositoryLock.hold(lab().sysroot().repository())) {
      Begun begun = new Begun(engine(), prune, CLEANING::equals, events);
      lab().workers().forEach(ProcessHandle::destroyForcibly);
      Killed killed = new Killed(prune, begun.outcome());
      while (!lab().workers().isEmpty()) {
        LockSupport.parkNanos(10_000_000);
      }
      return killed;
    }
  }
}
