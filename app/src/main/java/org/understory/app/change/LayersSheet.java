package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.understory.app.control.SheetCard;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Packages to come, to write, and those that are there, to be kept or not. */
final class LayersSheet {
  private LayersSheet() {}

  /** The card, with these buttons. */
  static SheetCard of(LayersViewModel model, Messages messages, Button cancel, Button proceed) {
    SheetCard card = new SheetCard(messages.get("change.layers.title"), false);
    card.setId("layers-sheet");
    TextField names = new TextField();
    names.setId("layers-names");
    names.setPromptText(messages.get("change.layers.prompt"));
    names.setAccessibleText(messages.get("change.layers.install"));
    names.textProperty().bindBidirectional(model.namesProperty());
    Label text = new Label(messages.get("change.layers.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    card.add(text, new VBox(4, caption(messages.get("change.layers.install")), names));
    if (!model.layered().isEmpty()) {
      card.add(new VBox(6, caption(messages.get("change.layers.there")), layered(model)));
    }
    proceed.setText(messages.get("change.continue"));
    proceed.getStyleClass().add(Styles.ACCENT);
    model.changedProperty().subscribe(changed -> proceed.setDisable(!changed));
    card.buttons(Optional.empty(), cancel, Optional.of(proceed));
    card.startAt(names);
    return card;
  }

  /** A ticked one stays. */
  private static Node layered(LayersViewModel model) {
    FlowPane all = new FlowPane(16, 6);
    all.setId("layers-there");
    for (String name : model.layered()) {
      CheckBox stays = new CheckBox(Sanitizer.line(name));
      stays.setMnemonicParsing(false);
      stays.setSelected(!model.leaves(name));
      stays.selectedProperty().subscribe(selected -> model.leave(name, !selected));
      all.getChildren().add(stays);
    }
    return all;
  }

  private static Label caption(String text) {
    Label caption = new Label(text);
    caption.getStyleClass().addAll("muted", "caption");
    return caption;
  }
}
