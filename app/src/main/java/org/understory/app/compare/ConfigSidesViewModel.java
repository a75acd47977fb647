package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.content.ContentViewModel;
import org.understory.app.entry.ContentReader.Compared;
import org.understory.app.server.Reach;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigFile;
import org.understory.model.config.ConfigSides;
import org.understory.model.config.ConfigSides.Pair;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.sysroot.Configuration;
import org.understory.store.sysroot.Sysroot;

/**
 * One file of {@code /etc} looked at closely: two of its three sides, against each other. Call it
 * on the thread that draws.
 */
final class ConfigSidesViewModel implements AutoCloseable {
  private final Reach reach;
  private final Latest reading;
  private final ContentViewModel content;
  private final ReadOnlyObjectWrapper<Optional<ConfigEntry>> entry =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ConfigSides>> sides =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Pair>> pair =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  ConfigSidesViewModel(Reach reach, Background background) {
    this.reach = reach;
    reading = new Latest(background);
    content = new ContentViewModel(background);
  }

  /** What is looked at. */
  ReadOnlyObjectProperty<Optional<ConfigEntry>> entryProperty() {
    return entry.getReadOnlyProperty();
  }

  /** All sides of it; empty until they are read, and where they can't be. */
  ReadOnlyObjectProperty<Optional<ConfigSides>> sidesProperty() {
    return sides.getReadOnlyProperty();
  }

  /** The two that are shown. */
  ReadOnlyObjectProperty<Optional<Pair>> pairProperty() {
    return pair.getReadOnlyProperty();
  }

  /** How those two differ. */
  ContentViewModel content() {
    return content;
  }

  /** Reads the sides of this, and shows the two that tell most. */
  void show(ConfigEntry shown, ConfigAnswer answer) {
    if (entry.get().equals(Optional.of(shown)) || reach.system().sysroot().isEmpty()) {
      return;
    }
    clear();
    entry.set(Optional.of(shown));
    reading.submit(
        job ->
            configuration(answer)
                .sides(
                    answer.deployment(),
                    answer.from().commit(),
                    answer.to(),
                    shown.path(),
                    job.cancellation()),
        this::read);
  }

  private Configuration configuration(ConfigAnswer answer) throws StoreException {
    return reach
        .of(answer.from().commit(), answer.to())
        .sysroot()
        .map(Sysroot::configuration)
        .orElseThrow();
  }

  private void read(Result<ConfigSides> result) {
    switch (result) {
      case Result.Done<ConfigSides>(ConfigSides found) -> {
        sides.set(Optional.of(found));
        List<Pair> telling = found.telling();
        telling.stream().findFirst().ifPresent(this::choose);
      }
      case Result.Failed<ConfigSides>(Problem problem) ->
          content.show(
              _ -> {
                throw new StoreException(problem);
              });
      case Result.Cancelled<ConfigSides>() -> {}
    }
  }

  /** Shows these two. */
  void choose(Pair chosen) {
    sides
        .get()
        .ifPresent(
            it -> {
              pair.set(Optional.of(chosen));
              content.show(cancellation -> compared(it, chosen, cancellation));
            });
  }

  private static Compared compared(ConfigSides sides, Pair pair, Cancellation cancellation) {
    Optional<ConfigFile> before = sides.before(pair);
    Optional<ConfigFile> after = sides.after(pair);
    return new Compared(
        sides.diff(pair, cancellation),
        before.map(ConfigFile::content),
        after.map(ConfigFile::content),
        size(before),
        size(after));
  }

  private static long size(Optional<ConfigFile> file) {
    return file.map(it -> it.item().size()).orElse(0L);
  }

  /** Looks at nothing. */
  void clear() {
    reading.cancel();
    content.clear();
    pair.set(Optional.empty());
    sides.set(Optional.empty());
    entry.set(Optional.empty());
  }

  @Override
  public void close() {
    reading.cancel();
    content.close();
  }
}
