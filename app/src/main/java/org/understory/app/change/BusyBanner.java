package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Notice;
import org.understory.app.control.Shown;
import org.understory.app.control.Tone;
import org.understory.app.state.AppState;
import org.understory.model.plan.Busy;
import org.understory.resources.Messages;

/** A strip under the header that says who else is changing the system, as long as somebody is. */
public final class BusyBanner extends StackPane {
  private final Messages messages;
  private final Reasons reasons;

  /** Held here, for what a binding depends on does not keep it. */
  private final ObjectProperty<Optional<Busy>> others =
      new SimpleObjectProperty<>(Optional.empty());

  /** Follows the state; what is done from this window is told elsewhere. */
  public BusyBanner(AppState state, ChangeViewModel changes, Messages messages) {
    this.messages = messages;
    reasons = new Reasons(messages);
    setId("busy-banner");
    getStyleClass().add("problem-banner");
    others.bind(
        Bindings.createObjectBinding(
            () -> changes.busyProperty().get() ? Optional.empty() : state.othersProperty().get(),
            changes.busyProperty(),
            state.othersProperty()));
    others.subscribe(this::show);
  }

  private void show(Optional<Busy> busy) {
    Shown.set(this, busy.isPresent());
    getChildren()
        .setAll(
            busy.stream()
                .map(
                    it ->
                        new Notice(
                            Tone.NEUTRAL,
                            messages.get("change.others"),
                            reasons.sentence(it.problem(), List.of())))
                .toList());
  }
}
