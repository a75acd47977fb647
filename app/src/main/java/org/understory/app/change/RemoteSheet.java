package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Shown;
import org.understory.app.control.Tip;
import org.understory.app.state.Result;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.model.remote.KeyBlock;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** A remote to describe: its name and address, and whose signatures count. */
final class RemoteSheet {
  private final RemoteViewModel model;
  private final Messages messages;

  private RemoteSheet(RemoteViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
  }

  /** The card, with these buttons. */
  static SheetCard of(RemoteViewModel model, Messages messages, Button cancel, Button proceed) {
    RemoteSheet sheet = new RemoteSheet(model, messages);
    SheetCard card = new SheetCard(messages.get("change.remote.title"), false);
    card.setId("remote-sheet");
    TextField name = sheet.field("name");
    name.textProperty().bindBidirectional(model.nameProperty());
    TextField url = sheet.field("url");
    url.getStyleClass().add("mono");
    url.textProperty().bindBidirectional(model.urlProperty());
    Label nameHint = sheet.hint("name");
    model.nameProperty().subscribe(text -> sheet.tell(name, nameHint, "name", model.nameEntry()));
    Label urlHint = sheet.hint("url");
    model.urlProperty().subscribe(text -> sheet.tell(url, urlHint, "url", model.urlEntry()));
    card.add(
        new VBox(4, sheet.caption("name"), name, nameHint),
        new VBox(4, sheet.caption("url"), url, urlHint),
        sheet.verified(),
        new VBox(4, sheet.caption("key"), sheet.key()));
    proceed.setText(messages.get("change.continue"));
    proceed.getStyleClass().add(Styles.ACCENT);
    model.completeProperty().subscribe(complete -> proceed.setDisable(!complete));
    card.buttons(Optional.empty(), cancel, Optional.of(proceed));
    card.startAt(name);
    return card;
  }

  private TextField field(String key) {
    TextField field = new TextField();
    field.setId("remote-" + key);
    field.setPromptText(messages.get("change.remote." + key + ".prompt"));
    field.setAccessibleText(messages.get("change.remote." + key));
    return field;
  }

  private Label caption(String key) {
    Label caption = new Label(messages.get("change.remote." + key));
    caption.getStyleClass().addAll("muted", "caption");
    return caption;
  }

  private Label hint(String key) {
    Label hint = new Label();
    hint.setId("remote-" + key + "-hint");
    hint.getStyleClass().addAll("caption", "field-hint");
    hint.setWrapText(true);
    return hint;
  }

  /** Says what is wrong below the field, and to screen readers as its help. */
  private void tell(TextField field, Label hint, String key, RemoteViewModel.Entry entry) {
    boolean wrong =
        switch (entry) {
          case EMPTY, GOOD -> false;
          case WRONG, TAKEN -> true;
        };
    String text =
        switch (entry) {
          case EMPTY, GOOD -> messages.get("change.remote." + key + ".hint");
          case WRONG -> messages.get("change.remote." + key + ".wrong");
          case TAKEN -> messages.get("change.remote.name.taken");
        };
    hint.setText(text);
    hint.getStyleClass().removeAll("muted", "wrong");
    hint.getStyleClass().add(wrong ? "wrong" : "muted");
    field.pseudoClassStateChanged(Styles.STATE_DANGER, wrong);
    field.setAccessibleHelp(text);
  }

  private Node verified() {
    CheckBox box = new CheckBox(messages.get("change.remote.verify"));
    box.setId("remote-verify");
    box.selectedProperty().bindBidirectional(model.verifiedProperty());
    Label hint = hint("verify");
    model
        .verifiedProperty()
        .subscribe(
            verified -> {
              hint.setText(
                  messages.get(
                      verified ? "change.remote.verify.hint" : "change.remote.verify.wrong"));
              hint.getStyleClass().removeAll("muted", "wrong");
              hint.getStyleClass().add(verified ? "muted" : "wrong");
              box.setAccessibleHelp(hint.getText());
            });
    return new VBox(4, box, hint);
  }

  private Node key() {
    Button choose =
        new Button(
            messages.get("change.remote.key.choose"), new FontIcon(MaterialDesignK.KEY_OUTLINE));
    choose.setId("remote-key");
    choose.getStyleClass().add(Styles.SMALL);
    choose.setOnAction(event -> model.chooseKey());
    Button drop = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    drop.setId("remote-key-drop");
    drop.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    drop.setAccessibleText(messages.get("change.remote.key.drop"));
    drop.setTooltip(new Tip(messages.get("change.remote.key.drop")));
    drop.setOnAction(
        event -> {
          choose.requestFocus();
          model.dropKey();
        });
    Label said = hint("key");
    said.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(said, Priority.ALWAYS);
    model.keyProperty().subscribe(read -> tell(said, drop, read));
    HBox line = new HBox(8, said, drop);
    line.setAlignment(Pos.CENTER_LEFT);
    return new VBox(8, choose, line);
  }

  private void tell(Label said, Button drop, Optional<Result<KeyBlock>> read) {
    Shown.set(drop, read.isPresent());
    boolean wrong = false;
    String text = messages.get("change.remote.key.hint");
    if (read.isPresent() && read.get() instanceof Result.Done<KeyBlock>(KeyBlock block)) {
      text = lines(block);
    } else if (read.isPresent() && read.get() instanceof Result.Failed<KeyBlock>(Problem problem)) {
      text = new ProblemText(messages).sentence(problem);
      wrong = true;
    }
    said.setText(text);
    said.getStyleClass().removeAll("muted", "wrong", "mono");
    said.getStyleClass().add(wrong ? "wrong" : "muted");
  }

  /** A line for each key, as it is to be compared. */
  private static String lines(KeyBlock block) {
    return block.keys().stream()
        .map(key -> key.owner().map(Sanitizer::line).orElse("") + "\n" + key.spaced())
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }
}
