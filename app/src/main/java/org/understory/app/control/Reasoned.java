package org.understory.app.control;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/**
 * A button that can't always be pressed, and says why: the tooltip is on what is around it, since
 * JavaFX shows none of a control that is disabled.
 */
public final class Reasoned extends StackPane {
  /** Held here, for what a binding depends on does not keep it. */
  private final ObjectProperty<Optional<String>> why = new SimpleObjectProperty<>(Optional.empty());

  private Optional<Tooltip> shown = Optional.empty();

  /**
   * @param tip what the button does
   * @param reason why it can't be pressed; empty where it can
   */
  public Reasoned(Button button, String tip, ObservableValue<Optional<String>> reason) {
    super(button);
    setMinWidth(USE_PREF_SIZE);
    why.bind(reason);
    why.subscribe(
        now -> {
          button.setDisable(now.isPresent());
          button.setAccessibleHelp(now.orElse(tip));
          shown.ifPresent(old -> Tooltip.uninstall(this, old));
          Tip fresh = new Tip(now.orElse(tip));
          Tooltip.install(this, fresh);
          shown = Optional.of(fresh);
        });
  }
}
