package org.understory.app.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.understory.resources.Messages;

/** Shown while a system is opened, and while the demo is made: how far it is, and a way out. */
final class OpeningPage extends VBox {
  OpeningPage(ShellViewModel model, Messages messages) {
    getStyleClass().add("state-page");
    setAlignment(Pos.CENTER);
    Label title = new Label();
    title.getStyleClass().add("title-2");
    title.textProperty().bind(model.openingTitleProperty());
    Label text = new Label();
    text.getStyleClass().addAll("muted", "state-text");
    text.setWrapText(true);
    text.textProperty().bind(model.openingTextProperty());
    ProgressBar bar = new ProgressBar();
    bar.setId("opening-progress");
    bar.progressProperty().bind(model.progressProperty());
    Button cancel = new Button(messages.get("shell.cancel"));
    cancel.setId("opening-cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(event -> model.cancelOpening());
    getChildren().setAll(title, text, bar, cancel);
  }
}
