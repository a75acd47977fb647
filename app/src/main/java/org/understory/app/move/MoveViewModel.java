package org.understory.app.move;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.OpenSystem;
import org.understory.app.state.Result;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Names;
import org.understory.model.rebase.MoveTarget;
import org.understory.model.rebase.MoveTarget.Kind;
import org.understory.model.system.SystemSnapshot;

/**
 * Where the system that is open is to move to, while somebody chooses. What is known here is there
 * at once, what servers have only when somebody asks for it. Call it on the thread that draws.
 */
public final class MoveViewModel {
  private final AppState state;
  private final Path root;
  private final Path cache;
  private final Latest reading;
  private final ReadOnlyObjectWrapper<Optional<MoveList>> list =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Optional<MoveTarget>> chosen =
      new SimpleObjectProperty<>(Optional.empty());

  /**
   * Reads what is known here.
   *
   * @param root of the computer, where editions are written down
   * @param cache the folder in which what was fetched from servers is kept
   */
  public MoveViewModel(AppState state, Background background, Path root, Path cache) {
    this.state = state;
    this.root = root;
    this.cache = cache;
    reading = new Latest(background);
    read(false);
  }

  /** What there is to move to, or what went wrong; empty while nothing is read. */
  ReadOnlyObjectProperty<Optional<MoveList>> listProperty() {
    return list.getReadOnlyProperty();
  }

  /** Whether something is being read. */
  ReadOnlyBooleanProperty readingProperty() {
    return reading.runningProperty();
  }

  /** Where to; empty while nothing is chosen. */
  public ObjectProperty<Optional<MoveTarget>> chosenProperty() {
    return chosen;
  }

  /** Asks servers as well. */
  void ask() {
    read(true);
  }

  /** Reads no more; nobody looks at it. */
  void stop() {
    reading.cancel();
  }

  private void read(boolean far) {
    Optional<OpenSystem> system = state.systemProperty().get();
    Optional<SystemSnapshot> snapshot = state.snapshotProperty().get();
    if (system.isEmpty() || snapshot.isEmpty()) {
      return;
    }
    String os = snapshot.get().os();
    reading.submit(
        job ->
            MoveList.of(
                system.get(),
                root,
                os,
                far ? FarMoves.ask(system.get(), os, cache, job.cancellation()) : FarMoves.NONE),
        result -> {
          switch (result) {
            case Result.Done<MoveList>(MoveList read) -> list.set(Optional.of(read));
            case Result.Failed<MoveList>(Problem problem) ->
                list.set(
                    Optional.of(
                        new MoveList(
                            list.get().map(MoveList::targets).orElse(List.of()),
                            List.of(problem))));
            case Result.Cancelled<MoveList>() -> {}
          }
        });
  }

  /** What somebody means who types something else than what is listed. */
  Optional<MoveTarget> typed(String text) {
    Optional<ImageReference> followed =
        state
            .snapshotProperty()
            .get()
            .flatMap(SystemSnapshot::current)
            .flatMap(it -> it.origin().refspec())
            .flatMap(ImageReference::parse);
    if (followed.isPresent()) {
      return ImageReference.parse(text, followed.get().signatures())
          .map(it -> MoveTarget.named(Kind.IMAGE, it.text()));
    }
    try {
      Names.requireRefspec(text);
      return Optional.of(MoveTarget.named(Kind.BRANCH, text));
    } catch (StoreException none) {
      return Optional.empty();
    }
  }
}
