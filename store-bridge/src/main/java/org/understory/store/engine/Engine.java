package org.understory.store.engine;

import java.io.Closeable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Activity;
import org.understory.model.plan.Busy;
import org.understory.model.plan.Chronicle;
import org.understory.model.plan.Event;
import org.understory.model.plan.Ongoing;
import org.understory.model.plan.Operation;
import org.understory.model.plan.Operation.Halfway.Stop;
import org.understory.model.plan.Outcome;
import org.understory.model.plan.Plan;
import org.understory.model.rpmostree.DaemonReport;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.UpdateService;

/**
 * Plans operations on one system and carries them out. Both read files or wait for others, so never
 * on the thread that draws. Safe for several threads; operations are carried out one at a time.
 */
public interface Engine {
  /** What brings new versions to this system. */
  default UpdateService service() {
    return UpdateService.LIBOSTREE;
  }

  /** Where an update can be made to stop; nowhere but where its service knows that. */
  default Set<Stop> stops() {
    return service() == UpdateService.RPM_OSTREE ? EnumSet.allOf(Stop.class) : Set.of();
  }

  /** Whether packages can be layered on whatever is delivered. */
  default boolean layers() {
    return service() == UpdateService.RPM_OSTREE;
  }

  /**
   * What the daemon of rpm-ostree tells of a stateroot, where updates are its business; empty
   * elsewhere. Asks for no password, but may start it.
   *
   * @throws StoreException what keeps it from being asked
   */
  default Optional<DaemonReport> report(String stateroot) throws StoreException {
    return Optional.empty();
  }

  /**
   * What the operation will do to the system as it is now. Changes nothing and asks for no
   * password.
   *
   * @throws StoreException what {@link org.understory.model.plan.Planner#plan} throws, and what
   *     keeps the system from being read
   */
  Plan plan(Operation operation) throws StoreException;

  /**
   * Carries a plan out and waits for its end. Refused with {@link
   * org.understory.model.operation.Problem.StateChanged} if the system is no longer as the plan
   * found it.
   *
   * @param events hears what happens, on any thread, in order; the last one is {@link
   *     Event.Finished}
   * @param cancellation honoured as long as nothing has been written
   */
  Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation);

  /**
   * What is being done by others right now, as far as can be told.
   *
   * @throws StoreException what keeps it from being asked
   */
  default Optional<Busy> busy() throws StoreException {
    return Optional.empty();
  }

  /**
   * The same, as far as it can be told without asking anybody: cheap enough for every two seconds.
   */
  default Optional<Busy> others() {
    return Optional.empty();
  }

  /**
   * Listens to what {@link #others} names, where it lets somebody; empty where nothing is to be
   * heard. Begins nothing.
   *
   * @param events hears what happens, on another thread; never {@link Event.Finished}
   */
  default Optional<Ongoing> attend(Consumer<Event> events) {
    return Optional.empty();
  }

  /**
   * What the service that brings new versions says of itself, where it does anything on its own;
   * asks it, but never starts it.
   */
  default Optional<ServiceReport> serviceReport() {
    return Optional.empty();
  }

  /**
   * Where a USB drive is mounted that {@link Operation.CheckVolume} can be asked for. Looks at the
   * drives, which may be slow.
   */
  default List<String> volumes() {
    return List.of();
  }

  /**
   * Tells when whoever brings new versions says that something has changed which the files of the
   * system may not show, for as long as this is open. Waits for a bus.
   *
   * @param changed called on any thread; quick
   */
  default Closeable watch(Runnable changed) {
    return () -> {};
  }

  /**
   * What was done to this system, the newest first, as far as it was written down.
   *
   * @throws StoreException NotPermitted, InputOutput
   */
  List<Activity> activities() throws StoreException;

  /**
   * What the computer itself has written down of this system, which may take seconds to read; never
   * fails, but says what is missing. Nothing for a system that no computer runs.
   *
   * @throws java.util.concurrent.CancellationException when asked to stop
   */
  default Chronicle chronicle(Cancellation cancellation) {
    return Chronicle.NONE;
  }
}
