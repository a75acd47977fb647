package org.understory.app.entry;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.history.Ref;
import org.understory.model.system.SystemSnapshot;

/** What can be picked in the open system, read again whenever its refs or deployments change. */
public final class RevisionsViewModel implements AutoCloseable {
  private final AppState state;
  private final Latest reading;
  private final Subscription subscription;
  private final ReadOnlyObjectWrapper<List<RevisionChoice>> choices =
      new ReadOnlyObjectWrapper<>(List.of());

  /** Follows this state. */
  public RevisionsViewModel(AppState state, Background background) {
    this.state = state;
    this.reading = new Latest(background);
    this.subscription = state.snapshotProperty().subscribe(snapshot -> read());
  }

  /** Deployments, branches, internal refs. */
  public ReadOnlyObjectProperty<List<RevisionChoice>> choicesProperty() {
    return choices.getReadOnlyProperty();
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    reading.cancel();
  }

  private void read() {
    Optional<TreeReader> reader = state.systemProperty().get().map(TreeReader::of);
    if (reader.isEmpty()) {
      reading.cancel();
      choices.set(List.of());
      return;
    }
    Optional<SystemSnapshot> snapshot = state.snapshotProperty().get();
    List<Ref> refs = state.refsProperty().get();
    reading.submit(
        job -> RevisionChoices.read(reader.get(), snapshot, refs, job.cancellation()),
        result -> {
          if (result instanceof Result.Done<List<RevisionChoice>>(List<RevisionChoice> read)) {
            choices.set(read);
          }
        });
  }
}
