package org.understory.app.flatpak;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.ModalSheet;
import org.understory.app.control.Notice;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Tone;
import org.understory.app.flatpak.TogetherViewModel.Row;
import org.understory.app.flatpak.TogetherViewModel.Sheet;
import org.understory.app.flatpak.TogetherViewModel.State;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.ProblemText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.PlanList;
import org.understory.resources.Messages;

/** Changes of many applications, over the screen: a row for each, before, while and after. */
final class TogetherSheet extends ModalSheet {
  private final TogetherViewModel model;
  private final Runnable undo;
  private final Messages messages;
  private final FlatpakText words;
  private final Label asking = new Label();
  private final List<TogetherRow> rows = new ArrayList<>();

  /**
   * @param undo takes back what was changed last
   */
  TogetherSheet(TogetherViewModel model, Runnable undo, Messages messages) {
    this.model = model;
    this.undo = undo;
    this.messages = messages;
    words = new FlatpakText(messages);
    asking.setWrapText(true);
    model.sheetProperty().subscribe(this::show);
    model.rowsProperty().subscribe(this::follow);
  }

  private void show(Sheet before, Sheet now) {
    switch (now) {
      case Sheet.None _ -> shut();
      case Sheet.Asking(String text) -> {
        asking.setText(text);
        if (!(before instanceof Sheet.Asking) || !isOpen()) {
          open(asking());
        }
      }
      case Sheet.Newest(List<PlanList.Unknown> unknown) -> open(newest(unknown));
      case Sheet.Planned(PlanList list) -> open(planned(list));
      case Sheet.Running(PlanList list, boolean stopping) -> open(running(list, stopping));
      case Sheet.Ended(PlanList list, boolean changed) -> open(ended(list, changed));
    }
  }

  private void follow(List<Row> now) {
    for (int i = 0; i < Math.min(rows.size(), now.size()); i++) {
      rows.get(i).show(now.get(i));
    }
  }

  private SheetCard asking() {
    SheetCard card = card(messages.get("applications.all.of"), "applications-asking");
    ProgressIndicator turning = new ProgressIndicator();
    turning.setMaxSize(24, 24);
    turning.setMinSize(24, 24);
    HBox line = new HBox(12, turning, asking);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("planning-line");
    card.add(line);
    card.buttons(Optional.empty(), dismissing("shell.cancel"), Optional.empty());
    return card;
  }

  private SheetCard newest(List<PlanList.Unknown> unknown) {
    SheetCard card = card(messages.get("applications.all.of"), "applications-newest");
    card.add(
        new Notice(
            unknown.isEmpty() ? Tone.SUCCESS : Tone.ACCENT,
            "",
            messages.get(
                unknown.isEmpty() ? "applications.all.newest" : "applications.all.newest-known")));
    card.add(left(unknown));
    card.buttons(Optional.empty(), dismissing("shell.close"), Optional.empty());
    return card;
  }

  private SheetCard planned(PlanList list) {
    SheetCard card = card(words.title(list), "applications-plan");
    card.add(rows(list, true));
    card.add(left(list.unknown()));
    list.download()
        .ifPresent(
            bytes ->
                card.add(
                    muted(
                        messages.get(
                            "applications.download", new SizeText(messages).brief(bytes)))));
    card.add(muted(messages.get("applications.undo.possible")));
    boolean undoing = list.aim() == PlanList.Aim.UNDO;
    Button proceed = new Button(messages.get(undoing ? "change.undo" : "applications.update.verb"));
    proceed.setId("applications-proceed");
    proceed.getStyleClass().add(Styles.ACCENT);
    proceed.setOnAction(event -> model.proceed());
    card.buttons(Optional.empty(), dismissing("shell.cancel"), Optional.of(proceed));
    return card;
  }

  private SheetCard running(PlanList list, boolean stopping) {
    SheetCard card = card(words.title(list), "applications-running");
    card.add(rows(list, false));
    Button stop =
        new Button(messages.get(stopping ? "applications.all.stopping" : "applications.all.stop"));
    stop.setId("applications-stop");
    stop.setDisable(stopping);
    stop.setOnAction(event -> model.stop());
    Button hide = dismissing("applications.all.hide");
    card.buttons(Optional.of(stop), hide, Optional.empty());
    return card;
  }

  private SheetCard ended(PlanList list, boolean changed) {
    SheetCard card = card(words.title(list), "applications-ended");
    List<Row> now = model.rowsProperty().get();
    card.add(summary(now));
    card.add(rows(list, false));
    Button back = new Button(messages.get("change.undo"), new FontIcon(MaterialDesignU.UNDO));
    back.setId("applications-undo");
    back.setOnAction(
        event -> {
          model.dismiss();
          undo.run();
        });
    card.buttons(
        changed ? Optional.of(back) : Optional.empty(),
        dismissing("shell.close"),
        Optional.empty());
    return card;
  }

  private Node summary(List<Row> now) {
    long done = now.stream().filter(each -> each.state() == State.DONE).count();
    boolean failed = now.stream().anyMatch(each -> each.state() == State.FAILED);
    String text =
        done == now.size()
            ? messages.get("applications.all.done")
            : messages.get("applications.all.some", done, now.size());
    return new Notice(
        failed ? Tone.DANGER : done == now.size() ? Tone.SUCCESS : Tone.WARNING, "", text);
  }

  private Node rows(PlanList list, boolean plan) {
    rows.clear();
    VBox all = new VBox();
    all.getStyleClass().add("together-rows");
    list.plans().forEach(each -> rows.add(new TogetherRow(each, plan, messages)));
    rows.getFirst().getStyleClass().add("first");
    all.getChildren().setAll(rows);
    if (!plan) {
      follow(model.rowsProperty().get());
    }
    return all;
  }

  private Node[] left(List<PlanList.Unknown> unknown) {
    return unknown.stream()
        .map(
            each ->
                new Notice(
                    Tone.WARNING,
                    words.name(each.installed()),
                    new ProblemText(messages).sentence(each.why())))
        .toArray(Node[]::new);
  }

  private static SheetCard card(String title, String id) {
    SheetCard card = new SheetCard(title, false);
    card.setId(id);
    return card;
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    label.setWrapText(true);
    return label;
  }

  private Button dismissing(String key) {
    Button button = new Button(messages.get(key));
    button.setId("applications-dismiss");
    button.setOnAction(event -> model.dismiss());
    return button;
  }
}
