package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import org.understory.app.change.Restart.Restarter;
import org.understory.app.state.AppState;
import org.understory.app.state.Background;
import org.understory.app.state.Result;
import org.understory.app.text.NextBootText;
import org.understory.model.system.NextBoot;
import org.understory.resources.Messages;

/** Restarts the computer that runs what is open, once somebody has read what starts then. */
public final class RestartViewModel {
  private final AppState state;
  private final Background background;
  private final Messages messages;
  private final Restart restart;
  private final AftermathViewModel aftermath;
  private final BooleanBinding possible;

  RestartViewModel(
      AppState state,
      Background background,
      Messages messages,
      Restart restart,
      AftermathViewModel aftermath) {
    this.state = state;
    this.background = background;
    this.messages = messages;
    this.restart = restart;
    this.aftermath = aftermath;
    possible =
        Bindings.createBooleanBinding(
            () -> restarter().isPresent() && state.snapshotProperty().get().isPresent(),
            state.choiceProperty(),
            state.snapshotProperty());
  }

  /** Whether it can be asked for. */
  public ObservableValue<Boolean> possibleProperty() {
    return possible;
  }

  private Optional<Restarter> restarter() {
    return state.choiceProperty().get().flatMap(restart::of);
  }

  /** What to read first; empty where it can't be asked for. */
  Optional<Sheet> sheet() {
    return possible.get()
        ? state
            .snapshotProperty()
            .get()
            .map(now -> new Sheet.Restarting(new NextBootText(messages).sentence(NextBoot.of(now))))
        : Optional.empty();
  }

  /** Somebody has agreed. */
  void agreed() {
    restarter()
        .ifPresent(
            it ->
                background.runShown(
                    messages.get("change.restarting"),
                    job -> {
                      it.restart();
                      return it;
                    },
                    this::ended));
  }

  private void ended(Result<Restarter> result) {
    if (result instanceof Result.Failed<Restarter>(var problem)) {
      aftermath.fail(problem, messages.get("change.restart.failed"), Optional.empty(), List.of());
    }
  }
}
