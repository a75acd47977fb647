package org.understory.app.remotes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.value.ObservableValue;
import org.understory.app.shell.ScreenContext;
import org.understory.app.state.AppState;
import org.understory.model.operation.Problem;
import org.understory.model.plan.Operation;
import org.understory.model.remote.Remotes;

/** What the Remotes screen shows and what can be asked of it. */
final class RemotesViewModel implements AutoCloseable {
  /**
   * What is on the screen.
   *
   * @param problems what could not be read
   */
  record Content(List<RemoteCard> cards, List<Problem> problems) {
    Content {
      cards = List.copyOf(cards);
      problems = List.copyOf(problems);
    }
  }

  private final ScreenContext context;
  private final RemoteWords words;
  private final ObjectBinding<Optional<Content>> content;

  RemotesViewModel(ScreenContext context) {
    this.context = context;
    words = new RemoteWords(context.messages());
    AppState state = context.state();
    content =
        Bindings.createObjectBinding(
            this::content, state.remotesProperty(), state.refsProperty(), state.snapshotProperty());
  }

  /** What to show; empty while nothing is open. */
  ObservableValue<Optional<Content>> contentProperty() {
    return content;
  }

  /** Why nothing can be changed now; empty where something can. */
  ObservableValue<Optional<String>> reasonProperty() {
    return context.changes().reasonProperty();
  }

  /** Has one described that is to be added. */
  void add() {
    context.changes().addRemote(this::chooseKey);
  }

  /** Shows what removing it would do. */
  void remove(RemoteCard card) {
    context.changes().ask(new Operation.RemoveRemote(card.key()));
  }

  /** Asks for a key, and shows what trusting it would do. */
  void importKey(RemoteCard card) {
    chooseKey().ifPresent(file -> context.changes().importKey(card.key(), file));
  }

  private Optional<Path> chooseKey() {
    return context.dialogs().chooseFile(context.messages().get("remotes.key.choose"));
  }

  private Optional<Content> content() {
    AppState state = context.state();
    Remotes remotes = state.remotesProperty().get();
    return state
        .snapshotProperty()
        .get()
        .map(
            snapshot ->
                new Content(
                    words.cards(remotes, state.refsProperty().get(), snapshot.deployments()),
                    remotes.problems()));
  }

  @Override
  public void close() {
    content.dispose();
  }
}
