package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.understory.app.change.LayersViewModel.Kind;
import org.understory.app.control.SheetCard;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Packages to come, to write, and those that are there, to be kept or not. */
final class LayersSheet {
  private LayersSheet() {}

  /** The card, with these buttons. */
  static SheetCard of(
      LayersViewModel model,
      Messages messages,
      Consumer<LayersViewModel> edit,
      Consumer<List<Path>> bring,
      Button cancel,
      Button proceed) {
    boolean own = model.kind() == Kind.LAYERED;
    SheetCard card =
        new SheetCard(messages.get(own ? "change.layers.title" : "change.overrides.title"), false);
    card.setId("layers-sheet");
    TextField names = new TextField();
    names.setId("layers-names");
    names.setPromptText(messages.get(own ? "change.layers.prompt" : "change.overrides.prompt"));
    names.setAccessibleText(
        messages.get(own ? "change.layers.install" : "change.overrides.install"));
    names.textProperty().bindBidirectional(model.namesProperty());
    Label text = new Label(messages.get(own ? "change.layers.text" : "change.overrides.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    card.add(
        text,
        new VBox(
            4,
            caption(messages.get(own ? "change.layers.install" : "change.overrides.install")),
            names));
    if (!model.layered().isEmpty()) {
      card.add(
          new VBox(
              6,
              caption(messages.get(own ? "change.layers.there" : "change.overrides.there")),
              layered(model)));
    }
    Hyperlink other =
        new Hyperlink(messages.get(own ? "change.layers.other" : "change.overrides.other"));
    other.setId("layers-other");
    other.setOnAction(press -> edit.accept(model.other()));
    model
        .chooser()
        .ifPresent(
            chooser -> {
              Hyperlink files =
                  new Hyperlink(
                      messages.get(own ? "change.layers.files" : "change.overrides.files"));
              files.setId("layers-files");
              files.setOnAction(press -> bring.accept(chooser.get()));
              card.add(files);
            });
    card.add(other);
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
