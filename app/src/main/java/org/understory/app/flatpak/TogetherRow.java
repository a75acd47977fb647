package org.understory.app.flatpak;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.understory.app.control.Shown;
import org.understory.app.flatpak.TogetherViewModel.Row;
import org.understory.app.flatpak.TogetherViewModel.State;
import org.understory.app.text.FlatpakText;
import org.understory.app.text.PermissionText;
import org.understory.app.text.SizeText;
import org.understory.model.flatpak.FlatpakPlan;
import org.understory.model.flatpak.Permission.Reach;
import org.understory.model.flatpak.PermissionChange;
import org.understory.model.flatpak.VersionChange;
import org.understory.resources.Messages;

/**
 * One of many that are changed as one: which, what it will be allowed, how far it is, how it ended.
 */
final class TogetherRow extends VBox {
  private final Messages messages;
  private final Label state = new Label();
  private final Label why = new Label();
  private final ProgressBar bar = new ProgressBar();

  /**
   * @param plan whether it is only going to be done
   */
  TogetherRow(FlatpakPlan of, boolean plan, Messages messages) {
    super(4);
    this.messages = messages;
    FlatpakText words = new FlatpakText(messages);
    getStyleClass().add("together-row");
    Label name = new Label(words.name(of.before()));
    name.getStyleClass().add("strong");
    name.setWrapText(true);
    Label place = new Label(words.place(of.before().installation()));
    place.getStyleClass().addAll("muted", "caption");
    VBox who = new VBox(2, name, place);
    who.setMinWidth(0);
    HBox.setHgrow(who, Priority.ALWAYS);
    state.setMinWidth(USE_PREF_SIZE);
    state.getStyleClass().add("together-state");
    bar.getStyleClass().add("together-bar");
    Shown.set(bar, false);
    HBox head = new HBox(12, who, bar, state);
    head.setAlignment(Pos.CENTER_LEFT);
    getChildren().add(head);
    if (plan) {
      planned(of, words);
    } else {
      why.setWrapText(true);
      why.getStyleClass().add("muted");
      Shown.set(why, false);
      getChildren().add(why);
    }
  }

  private void planned(FlatpakPlan of, FlatpakText words) {
    state.getStyleClass().add("muted");
    state.setText(
        of.download().isPresent() ? new SizeText(messages).brief(of.download().getAsLong()) : "");
    words.effects(of).forEach(each -> getChildren().add(line(each, Optional.empty())));
    of.change().filter(each -> !each.isEmpty()).ifPresent(change -> differ(change, words));
  }

  private void differ(VersionChange change, FlatpakText words) {
    PermissionText text = new PermissionText(messages);
    for (PermissionChange each : change.permissions()) {
      boolean wide = each.widens() && each.named().reach() == Reach.WIDE;
      Ikon symbol =
          wide
              ? MaterialDesignA.ALERT_OUTLINE
              : each.widens() ? MaterialDesignC.CHECK : MaterialDesignM.MINUS;
      Label line = line(text.sentence(each), Optional.of(symbol));
      line.getStyleClass().addAll("permission", wide ? "wide" : "narrow");
      getChildren().add(line);
    }
    List<String> all = words.changes(change);
    all.subList(change.permissions().size(), all.size())
        .forEach(each -> getChildren().add(line(each, Optional.empty())));
  }

  private static Label line(String text, Optional<Ikon> symbol) {
    Label line = new Label(text);
    symbol.ifPresent(it -> line.setGraphic(new FontIcon(it)));
    if (symbol.isEmpty()) {
      line.getStyleClass().add("muted");
    }
    line.setWrapText(true);
    return line;
  }

  /** Says how far it is. */
  void show(Row row) {
    Shown.set(bar, row.state() == State.RUNNING);
    bar.setProgress(row.part());
    state.setText(
        switch (row.state()) {
          case WAITING -> messages.get("applications.all.waiting");
          case RUNNING -> "";
          case DONE -> messages.get("activity.done");
          case FAILED -> messages.get("applications.all.failed");
          case STOPPED -> messages.get("applications.all.left");
        });
    Shown.set(state, row.state() != State.RUNNING);
    state.setGraphic(
        switch (row.state()) {
          case WAITING, RUNNING, STOPPED -> null;
          case DONE -> new FontIcon(MaterialDesignC.CHECK_CIRCLE_OUTLINE);
          case FAILED -> new FontIcon(MaterialDesignA.ALERT_CIRCLE_OUTLINE);
        });
    state.getStyleClass().removeAll("done", "failed", "muted");
    state
        .getStyleClass()
        .add(
            switch (row.state()) {
              case WAITING, RUNNING, STOPPED -> "muted";
              case DONE -> "done";
              case FAILED -> "failed";
            });
    why.setText(row.words());
    Shown.set(why, !row.words().isEmpty());
  }
}
