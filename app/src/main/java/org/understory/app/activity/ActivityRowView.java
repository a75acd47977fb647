package org.understory.app.activity;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.activity.ActivityRow.Kind;
import org.understory.app.activity.ActivityRow.Staged;
import org.understory.app.activity.ActivityRow.Undo;
import org.understory.app.control.Chip;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Tip;
import org.understory.resources.Messages;

/** One thing that happened: what, how it ended, when and by whom, and what can be done about it. */
final class ActivityRowView extends HBox {
  private final ActivityRow row;
  private final ActivityViewModel model;
  private final Messages messages;

  ActivityRowView(ActivityRow row, ActivityViewModel model, Messages messages) {
    super(14);
    this.row = row;
    this.model = model;
    this.messages = messages;
    getStyleClass().addAll("activity-row", style(row.kind()));
    setAlignment(Pos.CENTER_LEFT);
    FontIcon symbol = new FontIcon(symbol(row.kind()));
    symbol.getStyleClass().add("activity-symbol");
    getChildren().addAll(symbol, words());
    if (row.again().isPresent()) {
      getChildren().add(again());
    }
    if (!(row.undo() instanceof Undo.Impossible)) {
      getChildren().add(undo());
    }
    getChildren().add(when());
  }

  private Node words() {
    Label title = new Label(row.title());
    title.getStyleClass().add("activity-title");
    if (!row.kind().isStart()) {
      title.getStyleClass().add("strong");
    }
    title.setWrapText(true);
    Label result = new Label(row.result());
    result.getStyleClass().addAll("activity-result");
    result.setWrapText(true);
    VBox words = new VBox(3, title);
    if (!row.result().isEmpty()) {
      words.getChildren().add(result);
    }
    row.command().ifPresent(command -> words.getChildren().add(command(command)));
    row.staged().ifPresent(staged -> words.getChildren().add(staged(staged)));
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    return words;
  }

  private static Node command(String text) {
    Label command = new Label(text);
    command.getStyleClass().addAll("mono", "muted", "activity-command");
    command.setTooltip(new Tip(text));
    return command;
  }

  private static Node staged(Staged staged) {
    Label meaning = new Label(staged.meaning());
    meaning.getStyleClass().addAll("muted", "caption");
    meaning.setWrapText(true);
    HBox.setHgrow(meaning, Priority.ALWAYS);
    HBox line = new HBox(8, new Chip(staged.word(), staged.meaning(), staged.tone()), meaning);
    line.getStyleClass().add("activity-staged");
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private Node when() {
    Label age = new Label(row.age());
    age.getStyleClass().addAll("muted", "activity-age");
    age.setTooltip(new Tip(row.time()));
    age.setAccessibleText(messages.get("activity.when", row.age(), row.time()));
    VBox box = new VBox(3, age);
    row.who().ifPresent(name -> box.getChildren().add(who(name)));
    box.setAlignment(Pos.CENTER_RIGHT);
    box.setMinWidth(USE_PREF_SIZE);
    return box;
  }

  private Node who(String name) {
    Label who = new Label(name, new FontIcon(MaterialDesignA.ACCOUNT_OUTLINE));
    who.getStyleClass().addAll("muted", "caption", "activity-who");
    who.setTooltip(new Tip(messages.get("activity.who", name)));
    who.setAccessibleText(messages.get("activity.who", name));
    return who;
  }

  private Node undo() {
    Button undo = new Button(messages.get("change.undo"), new FontIcon(MaterialDesignU.UNDO));
    undo.getStyleClass().addAll(Styles.SMALL, "activity-undo");
    undo.setOnAction(event -> model.undo(row));
    return new Reasoned(undo, messages.get("activity.undo.tip"), model.reasonProperty());
  }

  private Node again() {
    Button again =
        new Button(messages.get("activity.again"), new FontIcon(MaterialDesignR.REFRESH));
    again.getStyleClass().addAll(Styles.SMALL, "activity-again");
    again.setOnAction(event -> model.repeat(row));
    return new Reasoned(again, messages.get("activity.again.tip"), model.reasonProperty());
  }

  private static Ikon symbol(Kind kind) {
    return switch (kind) {
      case DONE -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
      case STOPPED -> MaterialDesignC.CANCEL;
      case FAILED -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
      case LOST -> MaterialDesignH.HELP_CIRCLE_OUTLINE;
      case OTHER -> MaterialDesignC.CONSOLE;
      case OTHER_APPLICATION -> MaterialDesignA.APPS;
      case STARTED -> MaterialDesignP.POWER;
      case BROKEN_OFF -> MaterialDesignP.POWER_PLUG_OFF_OUTLINE;
    };
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case DONE -> "done";
      case STOPPED -> "stopped";
      case FAILED, LOST -> "failed";
      case OTHER, OTHER_APPLICATION -> "other";
      case STARTED -> "start";
      case BROKEN_OFF -> "broken-off";
    };
  }
}
