package org.understory.store.engine;

import java.io.Closeable;
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

/** An engine that has another one do, and tell, whatever it does not itself. */
public interface PassingEngine extends Engine {
  /** The other one. */
  Engine engine();

  /** What the service that this one talks to does right now. */
  default Optional<Busy> working() {
    return Optional.empty();
  }

  @Override
  default UpdateService service() {
    return engine().service();
  }

  @Override
  default Set<Stop> stops() {
    return engine().stops();
  }

  @Override
  default boolean layers() {
    return engine().layers();
  }

  @Override
  default Optional<DaemonReport> report(String stateroot) throws StoreException {
    return engine().report(stateroot);
  }

  @Override
  default Plan plan(Operation operation) throws StoreException {
    return engine().plan(operation);
  }

  @Override
  default Outcome carryOut(Plan plan, Consumer<Event> events, Cancellation cancellation) {
    return engine().carryOut(plan, events, cancellation);
  }

  @Override
  default Optional<Busy> busy() throws StoreException {
    Optional<Busy> own = working();
    return own.isPresent() ? own : engine().busy();
  }

  @Override
  default Optional<Busy> others() {
    return engine().others().or(this::working);
  }

  @Override
  default Optional<Ongoing> attend(Consumer<Event> events) {
    return engine().attend(events);
  }

  @Override
  default Optional<ServiceReport> serviceReport() {
    return engine().serviceReport();
  }

  @Override
  default List<String> volumes() {
    return engine().volumes();
  }

  @Override
  default Closeable watch(Runnable changed) {
    return engine().watch(changed);
  }

  @Override
  default List<Activity> activities() throws StoreException {
    return engine().activities();
  }

  @Override
  default Chronicle chronicle(Cancellation cancellation) {
    return engine().chronicle(cancellation);
  }
}
