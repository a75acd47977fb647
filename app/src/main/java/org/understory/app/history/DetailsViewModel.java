package org.understory.app.history;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.understory.app.server.ServerVersions;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.resources.Messages;

/** Everything about the selected commit. */
final class DetailsViewModel {
  /** What the pane shows. */
  sealed interface Content {
    /** No commit is selected. */
    record Nothing() implements Content {}

    /** A commit. */
    record Ready(CommitFacts facts) implements Content {}

    /** A commit that can't be read. */
    record Failed(Checksum commit, Problem problem) implements Content {}
  }

  /** Finds out who signed a commit that is here; may read files. */
  @FunctionalInterface
  interface Vouching {
    Optional<CommitSource.Signed> of(CommitDetails commit) throws StoreException;
  }

  private final Messages messages;
  private final ZoneId zone;
  private final ServerFacts server;
  private final Latest reading;
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(new Content.Nothing());

  DetailsViewModel(Background background, Messages messages, Clock clock) {
    this.messages = messages;
    this.zone = clock.getZone();
    this.server = new ServerFacts(messages, clock);
    this.reading = new Latest(background);
  }

  /** What the pane shows; the commit before stays until the next one has been read. */
  ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** Shows a commit of this source, which may be one that was found on a server. */
  void show(
      Optional<CommitSource> source,
      Optional<ServerVersions> found,
      Optional<Checksum> commit,
      Badges badges,
      Vouching vouching) {
    reading.cancel();
    if (source.isEmpty() || commit.isEmpty()) {
      content.set(new Content.Nothing());
      return;
    }
    Checksum wanted = commit.get();
    CommitSource from = source.get();
    reading.submit(
        job -> {
          CommitDetails read = from.details(wanted);
          CommitFacts facts = new FactReader(messages, zone).read(read, badges.of(wanted));
          Optional<ServerVersions.Version> version = found.flatMap(it -> it.find(wanted));
          if (version.isEmpty()) {
            return signed(read, vouching).map(it -> server.sign(facts, it)).orElse(facts);
          }
          // How much is missing takes a moment to find out.
          CommitFacts first = server.add(facts, found.get(), version.get());
          job.deliver(() -> content.set(new Content.Ready(first)));
          return server.addDownload(first, found.get());
        },
        result -> {
          switch (result) {
            case Result.Done<CommitFacts>(CommitFacts facts) ->
                content.set(new Content.Ready(facts));
            case Result.Failed<CommitFacts>(Problem problem) ->
                content.set(new Content.Failed(wanted, problem));
            case Result.Cancelled<CommitFacts>() -> {}
          }
        });
  }

  /** Where that can't be found out the rest is still true. */
  private static Optional<CommitSource.Signed> signed(CommitDetails commit, Vouching vouching) {
    try {
      return vouching.of(commit);
    } catch (StoreException unchecked) {
      return Optional.empty();
    }
  }
}
