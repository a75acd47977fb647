package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.understory.app.control.ModalSheet;
import org.understory.app.control.Notice;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Tone;
import org.understory.resources.Messages;

/** Shows over the window what a change would do, or has it edited. */
public final class SheetLayer extends ModalSheet {
  /** Most plans are there before it is worth saying that they are made. */
  private static final Duration PATIENCE = Duration.millis(250);

  private final ChangeViewModel model;
  private final Messages messages;
  private final PauseTransition patience = new PauseTransition(PATIENCE);

  /** Follows the model. */
  public SheetLayer(ChangeViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("sheet-layer");
    model.sheetProperty().subscribe(this::show);
  }

  private void show(Sheet sheet) {
    patience.stop();
    switch (sheet) {
      case Sheet.None() -> shut();
      case Sheet.Planning(String title) -> {
        patience.setOnFinished(event -> open(planning(title)));
        patience.playFromStart();
      }
      case Sheet.Planned(PlanCard plan, boolean back) ->
          open(PlanSheet.of(plan, messages, back(back), cancel("shell.cancel"), proceed()));
      case Sheet.Refused(String title, String why, boolean back) -> open(refused(title, why, back));
      case Sheet.Arguments(ArgumentsViewModel arguments) ->
          open(ArgumentsSheet.of(arguments, messages, cancel("shell.cancel"), proceed()));
      case Sheet.Naming(LabelViewModel label) ->
          open(LabelSheet.of(label, messages, cancel("shell.cancel"), proceed()));
    }
  }

  private SheetCard planning(String title) {
    SheetCard card = new SheetCard(title, false);
    card.setId("planning-sheet");
    ProgressIndicator turning = new ProgressIndicator();
    turning.setMaxSize(24, 24);
    HBox line = new HBox(12, turning, new Label(messages.get("change.planning")));
    line.getStyleClass().add("planning-line");
    card.add(line);
    card.buttons(Optional.empty(), cancel("shell.cancel"), Optional.empty());
    return card;
  }

  private SheetCard refused(String title, String why, boolean back) {
    SheetCard card = new SheetCard(title, false);
    card.setId("refused-sheet");
    card.add(new Notice(Tone.WARNING, messages.get("change.refused"), why));
    card.buttons(back(back), cancel("shell.close"), Optional.empty());
    return card;
  }

  private Optional<Button> back(boolean offered) {
    if (!offered) {
      return Optional.empty();
    }
    Button back = new Button(messages.get("change.back"), new FontIcon(MaterialDesignA.ARROW_LEFT));
    back.setId("sheet-back");
    back.getStyleClass().add(Styles.FLAT);
    back.setOnAction(event -> model.back());
    return Optional.of(back);
  }

  private Button cancel(String key) {
    Button cancel = new Button(messages.get(key));
    cancel.setId("sheet-cancel");
    cancel.setOnAction(event -> model.dismiss());
    return cancel;
  }

  private Button proceed() {
    Button proceed = new Button();
    proceed.setId("sheet-proceed");
    proceed.setOnAction(event -> model.proceed());
    return proceed;
  }
}
