package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.understory.app.control.ModalSheet;
import org.understory.app.control.Notice;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Shown;
import org.understory.app.control.Tone;
import org.understory.app.move.MoveSheet;
import org.understory.app.move.MoveViewModel;
import org.understory.app.text.ConfigText;
import org.understory.resources.Messages;

/** Shows over the window what a change would do, or has it edited. */
public final class SheetLayer extends ModalSheet {
  /** Most plans are there before it is worth saying that they are made. */
  private static final Duration PATIENCE = Duration.millis(250);

  /** More of what was found would only have to be scrolled. */
  private static final int LINES = 20;

  private final ChangeViewModel model;
  private final Messages messages;
  private final Consumer<ConfigForecast.Told> look;
  private final VBox forecast = new VBox();
  private final PauseTransition patience = new PauseTransition(PATIENCE);

  /**
   * Follows the model.
   *
   * @param look shows what becomes of configuration files
   */
  public SheetLayer(ChangeViewModel model, Messages messages, Consumer<ConfigForecast.Told> look) {
    this.model = model;
    this.look = look;
    this.messages = messages;
    setId("sheet-layer");
    model.sheetProperty().subscribe(this::show);
    model.forecast().toldProperty().subscribe(this::foretell);
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
          open(
              PlanSheet.of(
                  plan,
                  messages,
                  ExtentChoice.of(plan.plan(), model, messages),
                  forecast,
                  back(back),
                  cancel("shell.cancel"),
                  proceed()));
      case Sheet.Refused refused -> open(refused(refused));
      case Sheet.Report report -> open(report(report));
      case Sheet.Restarting(String what) -> open(restarting(what));
      case Sheet.Arguments(ArgumentsViewModel arguments) ->
          open(ArgumentsSheet.of(arguments, messages, cancel("shell.cancel"), proceed()));
      case Sheet.NewRemote(RemoteViewModel remote) ->
          open(RemoteSheet.of(remote, messages, cancel("shell.cancel"), proceed()));
      case Sheet.Layers(LayersViewModel layers) ->
          open(
              LayersSheet.of(
                  layers,
                  messages,
                  model::edit,
                  files -> model.bring(layers, files),
                  cancel("shell.cancel"),
                  proceed()));
      case Sheet.Move(MoveViewModel move) ->
          open(MoveSheet.of(move, messages, cancel("shell.cancel"), proceed()));
      case Sheet.Naming(LabelViewModel label) ->
          open(LabelSheet.of(label, messages, cancel("shell.cancel"), proceed()));
    }
  }

  private void foretell(Optional<ConfigForecast.Told> told) {
    forecast.getChildren().clear();
    Shown.set(forecast, told.isPresent());
    told.ifPresent(
        it -> {
          Button compare = new Button(messages.get("change.config.compare"));
          compare.setId("plan-config");
          compare.setOnAction(
              event -> {
                model.dismiss();
                look.accept(it);
              });
          boolean fails = !it.preview().blockers().isEmpty();
          String text =
              fails
                  ? new ConfigText(messages).sentence(it.preview().blockers().getFirst())
                  : it.conflicts() == 1
                      ? messages.get("change.config.conflict.one")
                      : messages.get("change.config.conflict", it.conflicts());
          Notice notice = new Notice(fails ? Tone.DANGER : Tone.NEUTRAL, "", text, compare);
          notice.getStyleClass().add("caution");
          forecast.getChildren().add(notice);
        });
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

  private SheetCard restarting(String what) {
    SheetCard card = new SheetCard(messages.get("change.restart.title"), false);
    card.setId("restart-sheet");
    Label then = new Label(what);
    then.setWrapText(true);
    Label text = new Label(messages.get("change.restart.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    card.add(then, text);
    card.buttons(
        Optional.empty(), cancel("shell.cancel"), Optional.of(proceed("change.restart.verb")));
    // Whoever presses Enter too fast would lose what other programs have open.
    card.careful();
    return card;
  }

  private SheetCard refused(Sheet.Refused refused) {
    SheetCard card = new SheetCard(refused.title(), false);
    card.setId("refused-sheet");
    card.add(new Notice(Tone.WARNING, messages.get("change.refused"), refused.why()));
    card.buttons(
        back(refused.back()),
        cancel("shell.close"),
        refused.again().map(it -> proceed("shell.again")));
    return card;
  }

  private SheetCard report(Sheet.Report report) {
    SheetCard card = new SheetCard(report.title(), false);
    card.setId("report-sheet");
    card.add(new Notice(Tone.DANGER, report.text(), ""));
    for (String line : report.lines().subList(0, Math.min(LINES, report.lines().size()))) {
      Label one = new Label(line);
      one.getStyleClass().add("report-line");
      one.setWrapText(true);
      card.add(one);
    }
    if (report.lines().size() > LINES) {
      card.add(new Label(messages.get("change.report.more", report.lines().size() - LINES)));
    }
    card.buttons(
        Optional.empty(),
        cancel("shell.close"),
        report.mend().map(it -> proceed("change.report.mend")));
    return card;
  }

  private Button proceed(String key) {
    Button proceed = proceed();
    proceed.setText(messages.get(key));
    proceed.getStyleClass().add(Styles.ACCENT);
    return proceed;
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
