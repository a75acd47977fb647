package org.understory.store.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Event;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.plan.Planner;
import org.understory.model.plan.Request;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.bootc.Bootc;
import org.understory.store.container.Registry;
import org.understory.store.engine.bootc.BootcWork;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;
import org.understory.store.wire.SystemState;

/** Carries operations out in this process, with the rights that it has. */
public final class LocalEngine implements Engine, Foresight {
  private final Path root;
  private final HostFiles host;
  private final WriterOptions options;
  private final ActivityLog log;
  private final Optional<Path> cache;
  private final UpdateService service;

  private LocalEngine(
      Path root,
      HostFiles host,
      WriterOptions options,
      ActivityLog log,
      Optional<Path> cache,
      UpdateService service) {
    this.service = service;
    this.root = root;
    this.host = host;
    this.options = options;
    this.log = log;
    this.cache = cache;
  }

  /**
   * For a sysroot in a folder that is the person's own.
   *
   * @param log where it is written down what was done
   */
  public static LocalEngine ofFolder(Path root, HostFiles host, ActivityLog log) {
    return new LocalEngine(
        root, host, WriterOptions.ownFolder(), log, Optional.empty(), UpdateService.LIBOSTREE);
  }

  /** For the system that runs; needs root, and mounts that are this process's own. */
  static LocalEngine ofSystem(Path root, ActivityLog log) {
    WriterOptions options = WriterOptions.system(true);
    return new LocalEngine(
        root, HostFiles.live(), options, log, Optional.empty(), UpdateService.LIBOSTREE);
  }

  /** The same, planning with what this folder for caches knows of the repository. */
  public LocalEngine remembering(Path folder) {
    return new LocalEngine(root, host, options, log, Optional.of(folder), service);
  }

  /** The same, planning what this one makes of a wish. */
  public LocalEngine under(UpdateService other) {
    return new LocalEngine(root, host, options, log, cache, other);
  }

  /** The system as it is now. */
  SystemState state() throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      return new SystemState(sysroot.snapshot(), SysrootWriter.installedVersion());
    }
  }

  @Override
  public Plan plan(Operation operation) throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      return plan(sysroot, sysroot.snapshot(), operation);
    }
  }

  @Override
  public void requireUnchanged(Plan plan) throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      if (hasChanged(plan, sysroot)) {
        throw new StoreException(new Problem.StateChanged());
      }
    }
  }

  @Override
  public void requireKept(Plan plan) throws StoreException {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      SystemSnapshot now = sysroot.snapshot();
      if (!Promise.isKept(plan, now, FactsReader.bases(sysroot.repository(), now))) {
        throw new StoreException(new Problem.UnexpectedResult());
      }
    }
  }

  @Override
  public Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    Ending ending = new Ending(line -> events.accept(line.event()));
    return carryOut(uid(), Request.of(plan), ending, cancellation);
  }

  /** As {@link #carryOut(Plan, Consumer, Cancellation)}, for the user with this id. */
  Outcome carryOut(int uid, Request request, Ending ending, Cancellation cancellation) {
    List<Plan> planned = new ArrayList<>(1);
    Outcome outcome = carryOut(request, planned, ending, cancellation);
    ending.end(() -> ended(uid, request, planned, outcome, ending));
    return outcome;
  }

  /**
   * Says that it was cancelled, in place of a download that goes on; the process has to end with
   * it.
   */
  void abandon(int uid, Request request, Ending ending) {
    ended(uid, request, List.of(), new Outcome.Cancelled(false), ending);
  }

  private void ended(int uid, Request request, List<Plan> planned, Outcome outcome, Ending ending) {
    Activity done =
        new Activity(
            Instant.now().getEpochSecond(),
            uid,
            request,
            stateId(),
            outcome.forAll(),
            planned.isEmpty() ? List.of() : planned.getFirst().undo(),
            planned.stream().flatMap(LocalEngine::staged).findFirst());
    log.add(done);
    ending.finished(outcome, done.stateAfter());
  }

  @Override
  public Optional<Busy> busy() {
    return LockHolder.of(root);
  }

  @Override
  public Optional<Busy> others() {
    return busy();
  }

  @Override
  public List<Activity> activities() throws StoreException {
    return log.read();
  }

  private static Stream<String> staged(Plan plan) {
    return plan.created().stream().filter(Deployment::staged).map(Deployment::id);
  }

  private Optional<String> stateId() {
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      return Optional.of(sysroot.snapshot().stateId());
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  /** The user that this process belongs to. */
  public static int uid() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome carryOut(
      Request request, List<Plan> planned, Ending ending, Cancellation cancellation) {
    try (SysrootWriter writer = SysrootWriter.open(root, options);
        Sysroot sysroot = Sysroot.open(root, host)) {
      ending.releasing(writer::close);
      SystemSnapshot now = sysroot.snapshot();
      if (!now.stateId().equals(request.expectedState())) {
        throw new StoreException(new Problem.StateChanged());
      }
      if (Crossing.mend(now, writer, cancellation)) {
        now = sysroot.snapshot();
      }
      Plan plan = plan(sysroot, now, request.operation());
      if (Request.of(plan).acceptsUnverified() && !request.acceptsUnverified()) {
        throw new StoreException(new Problem.StateChanged());
      }
      planned.add(plan);
      boolean its = service(sysroot, now) == UpdateService.BOOTC && BootcWork.does(plan, bootc());
      if (!its) {
        Execution execution =
            new Execution(
                sysroot,
                writer,
                host.run().resolve("dbus/system_bus_socket"),
                plan,
                ending::tell,
                cancellation);
        return carryOut(execution::run, plan, sysroot);
      }
    } catch (StoreException e) {
      return new Outcome.Failed(
          e.problem() instanceof Problem.SysrootLocked
              ? busy().map(Busy::problem).orElse(e.problem())
              : e.problem());
    }
    // The lock is free again: bootc takes it itself.
    try (Sysroot sysroot = Sysroot.open(root, host)) {
      BootcWork work = new BootcWork(bootc(), Registry.live(), sysroot, planned.getFirst());
      return carryOut(() -> work.run(ending::tell, cancellation), planned.getFirst(), sysroot);
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem());
    }
  }

  /** What brings about what was planned. */
  @FunctionalInterface
  private interface Work {
    Outcome.Result run() throws StoreException;
  }

  private static Outcome carryOut(Work work, Plan plan, Sysroot sysroot) {
    try {
      Outcome.Result result = work.run();
      SystemSnapshot now = sysroot.snapshot();
      if (!Promise.isKept(plan, now, FactsReader.bases(sysroot.repository(), now))) {
        throw new StoreException(new Problem.UnexpectedResult());
      }
      return new Outcome.Succeeded(result);
    } catch (StoreException e) {
      return new Outcome.Failed(e.problem(), hasChanged(plan, sysroot));
    } catch (CancellationException e) {
      return new Outcome.Cancelled(hasChanged(plan, sysroot));
    }
  }

  /** Looked at while the lock is held, so that it is not somebody else's change. */
  private static boolean hasChanged(Plan plan, Sysroot sysroot) {
    try {
      return !sysroot.snapshot().stateId().equals(plan.before().stateId());
    } catch (StoreException e) {
      return true;
    }
  }

  private Bootc bootc() {
    return Bootc.of(host.root()).behind(host.run().resolve("understory/bootc"));
  }

  /** Nobody tells a worker that bootc is in charge; it sees that itself. */
  private UpdateService service(Sysroot sysroot, SystemSnapshot now) throws StoreException {
    return service == UpdateService.LIBOSTREE && bootc().leads(now, sysroot)
        ? UpdateService.BOOTC
        : service;
  }

  private Plan plan(Sysroot sysroot, SystemSnapshot now, Operation operation)
      throws StoreException {
    Optional<String> version = SysrootWriter.installedVersion();
    FactsReader facts = new FactsReader(sysroot, version, cache, service(sysroot, now));
    return new MoveCautions(sysroot)
        .added(Planner.plan(now, operation, facts.read(now, operation)));
  }
}
