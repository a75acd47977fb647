package org.understory.app.state;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.model.history.Ref;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Busy;
import org.understory.model.remote.Remotes;
import org.understory.model.system.ServiceReport;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.demo.DemoSystem;
import org.understory.store.engine.Engine;

/**
 * What is open and what is known about it. Values are immutable and replaced together; only the
 * thread that draws writes them.
 */
public final class AppState {
  private final Background background;
  private final Latest loading;
  private final Function<OpenSystem, Optional<Engine>> engines;
  private final ReadOnlyObjectWrapper<Optional<SystemChoice>> choice =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<OpenSystem>> system =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<SystemSnapshot>> snapshot =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<Ref>> refs = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Remotes> remotes = new ReadOnlyObjectWrapper<>(Remotes.NONE);
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final ReadOnlyObjectWrapper<Optional<Busy>> others =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  private final ReadOnlyObjectWrapper<Optional<ServiceReport>> report =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /** Nothing is open yet, reading happens there, and nobody changes what is open. */
  public AppState(Background background) {
    this(background, system -> Optional.empty());
  }

  /**
   * As above.
   *
   * @param engines finds somebody to change a system; asked where it is opened, off the thread that
   *     draws
   */
  public AppState(Background background, Function<OpenSystem, Optional<Engine>> engines) {
    this.background = background;
    this.engines = engines;
    this.loading = new Latest(background);
  }

  /** What was asked for last, open or not. */
  public ReadOnlyObjectProperty<Optional<SystemChoice>> choiceProperty() {
    return choice.getReadOnlyProperty();
  }

  /** What is open; changes when another system is opened, not on a refresh. */
  public ReadOnlyObjectProperty<Optional<OpenSystem>> systemProperty() {
    return system.getReadOnlyProperty();
  }

  /** Its deployments as last read; empty while nothing is open. Set after {@link #refsProperty}. */
  public ReadOnlyObjectProperty<Optional<SystemSnapshot>> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  /** Its refs as last read, internal ones included, sorted by refspec. */
  public ReadOnlyObjectProperty<List<Ref>> refsProperty() {
    return refs.getReadOnlyProperty();
  }

  /** Where it downloads from, as last read. */
  public ReadOnlyObjectProperty<Remotes> remotesProperty() {
    return remotes.getReadOnlyProperty();
  }

  /** Why it could not be opened, or not be read again; empty when all is well. */
  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Who else is changing it, as far as can be told without asking anybody. */
  public ReadOnlyObjectProperty<Optional<Busy>> othersProperty() {
    return others.getReadOnlyProperty();
  }

  /** Takes note of who else is changing it. */
  public void notice(Optional<Busy> busy) {
    others.set(busy);
  }

  /** What the service that updates it says of itself, where it does anything on its own. */
  public ReadOnlyObjectProperty<Optional<ServiceReport>> reportProperty() {
    return report.getReadOnlyProperty();
  }

  /** Takes note of what that service says. */
  public void hear(Optional<ServiceReport> said) {
    report.set(said);
  }

  /** Whether it is being read right now. */
  public ReadOnlyBooleanProperty loadingProperty() {
    return loading.runningProperty();
  }

  /** How far the reading is, where that can be told: while the demo is made. */
  public ReadOnlyDoubleProperty progressProperty() {
    return loading.progressProperty();
  }

  /** Opens another system in place of the one that is open; a demo that is not there is made. */
  public void open(SystemChoice wanted) {
    open(wanted, job -> Reading.open(wanted, job));
  }

  /** Throws the demo system away and makes it anew. */
  public void makeDemoAnew(SystemChoice.Demo demo) {
    open(
        demo,
        job -> {
          new DemoSystem(demo.folder()).make(job::progress, job.cancellation());
          return Reading.open(demo, job);
        });
  }

  /**
   * As {@link #open(SystemChoice)}, with reading that may have begun before the window was there.
   */
  public void open(SystemChoice wanted, Work<Reading> opening) {
    close();
    choice.set(Optional.of(wanted));
    loading.submit(job -> equipped(opening.run(job)), this::receive);
  }

  /** Reads everything afresh; opens what could not be opened before. */
  public void refresh() {
    Optional<OpenSystem> open = system.get();
    if (open.isPresent()) {
      loading.submit(job -> Reading.of(open.get()), this::receive);
    } else {
      choice.get().ifPresent(this::open);
    }
  }

  /** Stops what is being opened or read. */
  public void cancel() {
    loading.cancel();
  }

  /** Forgets what is open. */
  public void close() {
    loading.cancel();
    Optional<OpenSystem> open = system.get();
    snapshot.set(Optional.empty());
    refs.set(List.of());
    remotes.set(Remotes.NONE);
    problem.set(Optional.empty());
    others.set(Optional.empty());
    report.set(Optional.empty());
    system.set(Optional.empty());
    open.ifPresent(
        old ->
            background.run(
                job -> {
                  old.close();
                  return old;
                },
                result -> {}));
  }

  private Reading equipped(Reading read) {
    return read.system().engine().isPresent()
        ? read
        : engines.apply(read.system()).map(read::with).orElse(read);
  }

  private void receive(Result<Reading> result) {
    switch (result) {
      case Result.Done<Reading>(Reading read) -> {
        problem.set(Optional.empty());
        system.set(Optional.of(read.system()));
        refs.set(read.refs());
        remotes.set(read.remotes());
        snapshot.set(Optional.of(read.snapshot()));
      }
      case Result.Failed<Reading>(Problem trouble) -> problem.set(Optional.of(trouble));
      case Result.Cancelled<Reading>() -> {}
    }
  }
}
