package org.understory.store.engine;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Warning.Code;
import org.understory.model.remote.Remote;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.system.Deployment;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.UpdateService;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.sysroot.Sysroot;

/**
 * Another engine that, where a plan needs a download, asks the server whether it keeps that ready,
 * and which edition it is: what is here can't tell. Asks as the person who plans, never as root.
 *
 * @param sysroot open for as long as this is used
 * @param cache where what was fetched is kept
 * @param agent what to say who asks
 */
public record AskingEngine(Engine engine, Sysroot sysroot, Path cache, String agent)
    implements Engine {
  /** Nobody waits longer for a plan, which is true without it as well. */
  private static final Limits PATIENCE =
      new Limits(Duration.ofSeconds(4), Duration.ofSeconds(4), 2048, Duration.ofSeconds(12));

  @Override
  public UpdateService service() {
    return engine.service();
  }

  @Override
  public boolean layers() {
    return engine.layers();
  }

  @Override
  public Optional<DaemonReport> report(String stateroot) throws StoreException {
    return engine.report(stateroot);
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    Plan plan = engine.plan(operation);
    if (plan.created().isEmpty()
        || plan.warnings().stream().noneMatch(each -> each.code() == Code.NOT_HERE)) {
      return plan;
    }
    try {
      return asked(plan, plan.created().getFirst());
    } catch (StoreException untold) {
      // The download itself will say it.
      return plan;
    }
  }

  private Plan asked(Plan plan, Deployment fresh) throws StoreException {
    Optional<String> refspec = fresh.origin().refspec();
    Optional<Remote> remote =
        refspec.flatMap(Branch::of).flatMap(it -> sysroot.remotes().find(it.remote()));
    if (remote.isEmpty()) {
      return plan;
    }
    try (RemoteHistory far =
        RemoteHistory.open(
            sysroot.repository(),
            Optional.of(sysroot.root()),
            remote.get(),
            cache,
            agent,
            PATIENCE,
            new Cancellation())) {
      Plan sized =
          far.delta(fresh.checksum(), refspec.stream().toList())
              .map(plan::downloading)
              .orElse(plan);
      return new MoveCautions(sysroot).edition(sized, far.repository());
    }
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    return engine.carryOut(plan, events, cancellation);
  }

  @Override
  public Optional<Busy> busy() throws StoreException {
    return engine.busy();
  }

  @Override
  public Optional<Busy> others() {
    return engine.others();
  }

  @Override
  public Optional<Ongoing> attend(Consumer<Event> events) {
    return engine.attend(events);
  }

  @Override
  public Closeable watch(Runnable changed) {
    return engine.watch(changed);
  }

  @Override
  public Optional<ServiceReport> serviceReport() {
    return engine.serviceReport();
  }

  @Override
  public List<String> volumes() {
    return engine.volumes();
  }

  @Override
  public List<Activity> activities() throws StoreException {
    return engine.activities();
  }

  @Override
  public Chronicle chronicle(Cancellation cancellation) {
    return engine.chronicle(cancellation);
  }
}
