package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.VBox;
import org.understory.app.control.SheetCard;
import org.understory.model.system.Label;
import org.understory.resources.Messages;

/** A name and a note to write. */
final class LabelSheet {
  private LabelSheet() {}

  /** The card, with these buttons. */
  static SheetCard of(LabelViewModel model, Messages messages, Button cancel, Button save) {
    SheetCard card = new SheetCard(messages.get("change.label.title", model.deployment()), false);
    card.setId("label-sheet");
    TextField name = new TextField();
    name.setId("label-name");
    name.setTextFormatter(limit(Label.MAX_NAME));
    name.setPromptText(messages.get("change.label.name.prompt"));
    name.setAccessibleText(messages.get("change.label.name"));
    name.textProperty().bindBidirectional(model.nameProperty());
    TextArea note = new TextArea();
    note.setId("label-note");
    note.setPrefRowCount(4);
    note.setWrapText(true);
    note.setTextFormatter(limit(Label.MAX_NOTE));
    note.setAccessibleText(messages.get("change.label.note"));
    note.textProperty().bindBidirectional(model.noteProperty());
    javafx.scene.control.Label text =
        new javafx.scene.control.Label(messages.get("change.label.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    card.add(
        text,
        new VBox(4, caption(messages.get("change.label.name")), name),
        new VBox(4, caption(messages.get("change.label.note")), note));
    save.setText(messages.get("change.label.save"));
    save.getStyleClass().add(Styles.ACCENT);
    model.changedProperty().subscribe(changed -> save.setDisable(!changed));
    card.buttons(Optional.empty(), cancel, Optional.of(save));
    card.startAt(name);
    return card;
  }

  private static javafx.scene.control.Label caption(String text) {
    javafx.scene.control.Label caption = new javafx.scene.control.Label(text);
    caption.getStyleClass().addAll("muted", "caption");
    return caption;
  }

  private static TextFormatter<String> limit(int characters) {
    return new TextFormatter<>(
        change -> change.getControlNewText().length() <= characters ? change : null);
  }
}
