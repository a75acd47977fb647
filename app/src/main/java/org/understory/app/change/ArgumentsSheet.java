package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Tip;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Kernel arguments to edit, a row each, and the line that they make. */
final class ArgumentsSheet {
  private final ArgumentsViewModel model;
  private final Messages messages;
  private final VBox rows = new VBox(8);

  private ArgumentsSheet(ArgumentsViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    rows.setId("argument-rows");
  }

  /** The card, with these buttons. */
  static SheetCard of(ArgumentsViewModel model, Messages messages, Button cancel, Button proceed) {
    ArgumentsSheet sheet = new ArgumentsSheet(model, messages);
    SheetCard card = new SheetCard(messages.get("change.arguments.title", model.name()), false);
    card.setId("arguments-sheet");
    card.add(explanation(messages), sheet.rows, sheet.tools(), sheet.result());
    proceed.setText(messages.get("change.continue"));
    proceed.getStyleClass().add(Styles.ACCENT);
    proceed.disableProperty().bind(model.changedProperty().not());
    card.buttons(Optional.empty(), cancel, Optional.of(proceed));
    model.rows().forEach(row -> sheet.rows.getChildren().add(sheet.row(row)));
    model.rows().addListener(sheet::follow);
    sheet.rows.getChildren().stream().findFirst().ifPresent(row -> card.startAt(field(row)));
    return card;
  }

  private static Node explanation(Messages messages) {
    Label text = new Label(messages.get("change.arguments.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    return text;
  }

  /** Rows that stay keep their field, and with it caret and selection. */
  private void follow(ListChangeListener.Change<? extends StringProperty> change) {
    while (change.next()) {
      if (change.wasUpdated()) {
        continue;
      }
      int from = change.getFrom();
      rows.getChildren().remove(from, from + change.getRemovedSize());
      rows.getChildren().addAll(from, change.getAddedSubList().stream().map(this::row).toList());
    }
  }

  private Node row(StringProperty argument) {
    TextField field = new TextField();
    field.textProperty().bindBidirectional(argument);
    field.getStyleClass().addAll("mono", "argument-field");
    field.setAccessibleText(messages.get("change.arguments.one"));
    HBox.setHgrow(field, Priority.ALWAYS);
    Button remove = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    remove.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "argument-remove");
    remove.setAccessibleText(messages.get("change.arguments.remove"));
    remove.setTooltip(new Tip(messages.get("change.arguments.remove")));
    HBox row = new HBox(8, field, remove);
    row.setAlignment(Pos.CENTER_LEFT);
    remove.setOnAction(event -> remove(argument, row));
    return row;
  }

  /** The keyboard stays near: in the row that has come to this place. */
  private void remove(StringProperty argument, Node row) {
    int at = rows.getChildren().indexOf(row);
    model.remove(argument);
    List<Node> left = rows.getChildren();
    if (!left.isEmpty()) {
      field(left.get(Math.min(at, left.size() - 1))).requestFocus();
    }
  }

  private Node tools() {
    Button add =
        new Button(messages.get("change.arguments.add"), new FontIcon(MaterialDesignP.PLUS));
    add.setId("argument-add");
    add.getStyleClass().add(Styles.SMALL);
    add.setOnAction(
        event -> {
          model.add();
          field(rows.getChildren().getLast()).requestFocus();
        });
    Button reset =
        new Button(messages.get("change.arguments.reset"), new FontIcon(MaterialDesignR.RESTORE));
    reset.setId("argument-reset");
    reset.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    reset.disableProperty().bind(model.changedProperty().not());
    reset.setOnAction(event -> model.reset());
    return new HBox(8, add, reset);
  }

  private Node result() {
    Label caption = new Label(messages.get("change.arguments.line"));
    caption.getStyleClass().addAll("muted", "caption");
    Label line = new Label();
    line.setId("argument-line");
    line.getStyleClass().addAll("mono", "argument-line");
    line.setWrapText(true);
    line.setMaxWidth(Double.MAX_VALUE);
    line.textProperty().bind(model.lineProperty().map(Sanitizer::line));
    return new VBox(4, caption, line);
  }

  private static TextField field(Node row) {
    return (TextField) ((HBox) row).getChildren().getFirst();
  }
}
