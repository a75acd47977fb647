package org.understory.app.entry;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeEntry;

/**
 * The details of one entry: its facts at once, its content when it has been read. Call it on the
 * thread that draws.
 */
public final class PreviewViewModel implements AutoCloseable {
  private final TreeReader reader;
  private final Latest reading;
  private final ReadOnlyObjectWrapper<Optional<TreeEntry>> entry =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Preview> preview =
      new ReadOnlyObjectWrapper<>(new Preview.Nothing());

  /** Shows nothing yet. */
  public PreviewViewModel(TreeReader reader, Background background) {
    this.reader = reader;
    this.reading = new Latest(background);
  }

  /** What the details are about. */
  public ReadOnlyObjectProperty<Optional<TreeEntry>> entryProperty() {
    return entry.getReadOnlyProperty();
  }

  /** What is inside it. */
  public ReadOnlyObjectProperty<Preview> previewProperty() {
    return preview.getReadOnlyProperty();
  }

  /** Shows an entry of a commit: first what its folder's list says, then all of its facts. */
  public void show(Checksum commit, TreeEntry listed) {
    entry.set(Optional.of(listed));
    read(commit, listed.path());
  }

  /** Shows what is at a path of a commit. */
  public void find(Checksum commit, String path) {
    entry.set(Optional.empty());
    read(commit, path);
  }

  /** Shows nothing. */
  public void clear() {
    reading.cancel();
    entry.set(Optional.empty());
    preview.set(new Preview.Nothing());
  }

  @Override
  public void close() {
    reading.cancel();
  }

  private void read(Checksum commit, String path) {
    preview.set(new Preview.Reading());
    reading.submit(
        job -> {
          TreeEntry found = reader.entry(commit, path);
          job.deliver(() -> entry.set(Optional.of(found)));
          return PreviewReader.read(reader, commit, found, job.cancellation());
        },
        result ->
            preview.set(
                switch (result) {
                  case Result.Done<Preview>(Preview seen) -> seen;
                  case Result.Failed<Preview>(Problem problem) -> new Preview.Trouble(problem);
                  case Result.Cancelled<Preview>() -> new Preview.Nothing();
                }));
  }
}
