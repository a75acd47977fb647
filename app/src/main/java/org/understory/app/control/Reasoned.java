package org.understory.app.control;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/**
 * A button that can't always be pressed, and says why: the tooltip is on what is around it, since
 * JavaFX shows none of a control that is disabled.
 */
public final class Reasoned extends StackPane {
  private Optional<Tooltip> shown = Optional.empty();

  /**
   * @param tip what the button does
   * @param reason why it can't be pressed; empty where it can
   */
  public Reasoned(Button button, String tip, ObservableValue<Optional<String>> reason) {
    super(button);
    setMinWidth(USE_PREF_SIZE);
    reason.subscribe(
        why -> {
          button.setDisable(why.isPresent());
          button.setAccessibleHelp(why.orElse(tip));
          shown.ifPresent(old -> Tooltip.uninstall(this, old));
          Tip fresh = new Tip(why.orElse(tip));
          Tooltip.install(this, fresh);
          shown = Optional.of(fresh);
        });
  }
}
