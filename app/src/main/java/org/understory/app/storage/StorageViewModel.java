package org.understory.app.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.understory.app.shell.Destination;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.Job;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Operation;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.BootUse.Budget;
import org.understory.model.storage.SizedFolder;
import org.understory.model.storage.Usage;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.storage.StorageReader;
import org.understory.store.storage.UpdateReader;

/** What the Storage screen shows and what can be asked of it; it reads only while it is shown. */
final class StorageViewModel implements AutoCloseable {
  /** What is on the screen. */
  sealed interface Content {
    /** It is being measured. */
    record Measuring() implements Content {}

    /** Somebody stopped that. */
    record Stopped() implements Content {}

    /** It could not be measured. */
    record Failed(Problem problem) implements Content {}

    /**
     * What takes room.
     *
     * @param budget of /boot; empty where nothing is known of that
     */
    record Measured(SystemSnapshot snapshot, Usage usage, Optional<Budget> budget)
        implements Content {}
  }

  private final ScreenContext context;
  private final Path cache;
  private final Latest measuring;
  private final Latest adding;
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(new Content.Measuring());
  private final ReadOnlyObjectWrapper<Optional<Deployment>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<SizedFolder>> folder =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Subscription following;
  private Optional<SizedFolder> root = Optional.empty();
  private Optional<SystemSnapshot> measured = Optional.empty();
  private boolean shown;

  /**
   * @param cache where it is kept what was measured
   */
  StorageViewModel(ScreenContext context, Path cache) {
    this.context = context;
    this.cache = cache;
    measuring = new Latest(context.background());
    adding = new Latest(context.background());
    // A reading that finds the same deployments may find other objects: what a change has left
    // over goes only after the list is written.
    following =
        Subscription.combine(
            context.state().snapshotProperty().subscribe(snapshot -> follow()),
            context.state().loadingProperty().subscribe(loading -> read(loading)));
  }

  ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** How much has been measured, from 0 to 1, or -1. */
  ReadOnlyDoubleProperty progressProperty() {
    return measuring.progressProperty();
  }

  /** The deployment whose folders are shown. */
  ReadOnlyObjectProperty<Optional<Deployment>> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** The folder that is shown; empty while it is being added up. */
  ReadOnlyObjectProperty<Optional<SizedFolder>> folderProperty() {
    return folder.getReadOnlyProperty();
  }

  /** Why nothing can be changed now; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return context.changes().reasonProperty();
  }

  /** It came to the front. */
  void shown() {
    shown = true;
    follow();
  }

  /** It went to the back, and rests. */
  void hidden() {
    shown = false;
  }

  /** Measures again what could not be measured or was stopped. */
  void again() {
    measured = Optional.empty();
    follow();
  }

  /** Stops measuring. */
  void cancel() {
    measuring.cancel();
    content.set(new Content.Stopped());
  }

  /** Shows the folders of this one. */
  void choose(Deployment deployment) {
    chosen.set(Optional.of(deployment));
    root = Optional.empty();
    folder.set(Optional.empty());
    Optional<OpenSystem> open = context.state().systemProperty().get();
    open.ifPresent(
        system ->
            adding.submit(
                job ->
                    system
                        .repository()
                        .remembering(cache)
                        .folders(deployment.checksum(), _ -> {}, job.cancellation()),
                result -> {
                  if (result instanceof Result.Done<SizedFolder>(SizedFolder found)) {
                    root = Optional.of(found);
                    folder.set(Optional.of(telling(found)));
                  }
                }));
  }

  /** Shows this folder of the chosen deployment. */
  void open(String path) {
    root.flatMap(all -> all.find(path)).filter(SizedFolder::folder).ifPresent(this::show);
  }

  /** Shows the folder around. */
  void up() {
    folder
        .get()
        .map(SizedFolder::path)
        .filter(path -> !path.equals("/"))
        .ifPresent(path -> open(path.substring(0, Math.max(1, path.lastIndexOf('/')))));
  }

  /** Goes to the folder that is shown, in the tree of its commit. */
  void browse() {
    chosen
        .get()
        .ifPresent(
            it ->
                context
                    .navigation()
                    .go(
                        Destination.browse(
                            it.checksum(), folder.get().map(SizedFolder::path).orElse("/"))));
  }

  /** Shows what it would do to make this go. */
  void remove(StorageRow row) {
    switch (row.going()) {
      case STAYS -> {}
      case DISCARDED -> context.changes().ask(new Operation.DiscardStaged());
      case REMOVED -> remove(List.of(row.id()));
    }
  }

  /** Shows what removing deployments would do. */
  void remove(List<String> ids) {
    context.changes().ask(new Operation.Remove(ids));
  }

  /** Shows what cleaning up would do. */
  void cleanUp() {
    context.changes().ask(new Operation.Prune());
  }

  /** Has every object compared with its checksum. */
  void verify() {
    context.changes().verify();
  }

  /** The first folder that holds more than another folder: {@code /usr}, mostly. */
  private static SizedFolder telling(SizedFolder folder) {
    SizedFolder at = folder;
    while (at.inside().size() == 1 && at.inside().getFirst().folder()) {
      at = at.inside().getFirst();
    }
    return at;
  }

  private void show(SizedFolder found) {
    folder.set(Optional.of(found));
  }

  private void read(boolean loading) {
    if (!loading) {
      measured = Optional.empty();
      follow();
    }
  }

  private void follow() {
    Optional<SystemSnapshot> now = context.state().snapshotProperty().get();
    Optional<OpenSystem> open = context.state().systemProperty().get();
    if (!shown || now.isEmpty() || open.isEmpty() || now.equals(measured)) {
      return;
    }
    measured = now;
    if (!(content.get() instanceof Content.Measured)) {
      content.set(new Content.Measuring());
    }
    measuring.submit(job -> measure(open.get(), now.get(), job), this::receive);
  }

  private Content.Measured measure(OpenSystem system, SystemSnapshot snapshot, Job job)
      throws StoreException {
    Usage usage =
        new StorageReader(system.repository().remembering(cache), system.sysroot())
            .read(snapshot, job::progress, job.cancellation());
    Optional<Budget> budget = Optional.empty();
    if (usage.boot().isPresent()) {
      BootUse boot = usage.boot().get();
      budget =
          Optional.of(
              boot.budget(
                  new UpdateReader(system.repository()).staged(snapshot, boot),
                  snapshot.deployments()));
    }
    return new Content.Measured(snapshot, usage, budget);
  }

  private void receive(Result<Content.Measured> result) {
    switch (result) {
      case Result.Done<Content.Measured>(Content.Measured found) -> {
        content.set(found);
        List<Deployment> deployments = found.snapshot().deployments();
        Optional<String> before = chosen.get().map(Deployment::id);
        Optional<Deployment> same =
            deployments.stream()
                .filter(it -> before.filter(it.id()::equals).isPresent())
                .findFirst();
        if (same.isEmpty()) {
          chosen.set(Optional.empty());
          found
              .snapshot()
              .booted()
              .or(() -> deployments.stream().findFirst())
              .ifPresent(this::choose);
        }
      }
      case Result.Failed<Content.Measured>(Problem problem) ->
          content.set(new Content.Failed(problem));
      case Result.Cancelled<Content.Measured>() -> content.set(new Content.Stopped());
    }
  }

  @Override
  public void close() {
    following.unsubscribe();
    measuring.cancel();
    adding.cancel();
  }
}
