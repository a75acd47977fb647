package org.understory.store.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Event;
import org.understory.model.operation.Operation;
import org.understory.model.operation.Outcome;
import org.understory.model.operation.Plan;
import org.understory.model.operation.Planner;
import org.understory.model.operation.Problem;
import org.understory.model.operation.Request;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/** Carries operations out in this process, with the rights that it has. */
public final class LocalEngine implements Engine {
  private final Path root;
  private final HostFiles host;
  private final WriterOptions options;

  private LocalEngine(Path root, HostFiles host, WriterOptions options) {
    this.root = root;
    this.host = host;
    this.options = options;
  }

  /** For a sysroot in a folder that is the person's own. */
  public static LocalEngine ofFolder(Path root, HostFiles host) {
    return new LocalEngine(root, host, WriterOptions.ownFolder());
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      return plan(sysroot, sysroot.snapshot(), operation);
    }
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Request request = new Request(plan.before().stateId(), plan.operation());
    Outcome outcome = carryOut(request, events, cancellation);
    events.accept(new Event.Finished(outcome));
    return outcome;
  }

  private Outcome carryOut(Request request, Consumer<Event> events, Cancellation cancellation) {
    try (SysrootWriter writer = SysrootWriter.open(root, options);
        Sysroot sysroot = Sysroot.open(root, host)) {
      SystemSnapshot now = sysroot.snapshot();
      if (!now.stateId().equals(request.expectedState())) {
        throw new StoreException(new Problem.StateChanged());
      }
      Plan plan = plan(sysroot, now, request.operation());
      Outcome.Result result = new Execution(sysroot, writer, plan, events, cancellation).run();
      if (!Promise.isKept(plan, sysroot.snapshot())) {
        throw new StoreException(new Problem.UnexpectedResult());
      }
      return new Outcome.Succeeded(result);
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem());
    } catch (CancellationException e) {
      return new Outcome.Cancelled();
    }
  }

  private Plan plan(Sysroot sysroot, SystemSnapshot now, Operation operation)
      throws StoreException {
    Optional<String> version = SysrootWriter.installedVersion();
    FactsReader facts = new FactsReader(root, sysroot.repository(), version);
    return Planner.plan(now, operation, facts.read(now, operation));
  }
}
