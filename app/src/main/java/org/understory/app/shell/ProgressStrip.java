package org.understory.app.shell;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.understory.app.state.Background;
import org.understory.app.state.Job;
import org.understory.resources.Messages;

/** One line for each piece of long work at the foot of the window: title, progress, cancel. */
final class ProgressStrip extends VBox {
  private final Messages messages;

  ProgressStrip(Background background, Messages messages) {
    this.messages = messages;
    getStyleClass().add("progress-strip");
    visibleProperty().bind(Bindings.isNotEmpty(background.shown()));
    managedProperty().bind(visibleProperty());
    background
        .shown()
        .addListener(
            (ListChangeListener<Job>)
                change ->
                    getChildren().setAll(background.shown().stream().map(this::line).toList()));
  }

  private Node line(Job job) {
    Label title = new Label(job.title());
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(job.progressProperty());
    Button cancel = new Button(messages.get("shell.cancel"));
    cancel.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    cancel.setOnAction(event -> job.cancel());
    HBox line = new HBox(12, title, bar, cancel);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }
}
