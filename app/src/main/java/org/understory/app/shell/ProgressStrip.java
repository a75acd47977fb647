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
import javafx.scene.layout.Region;
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
    title.getStyleClass().add("strong");
    Label words = new Label();
    words.getStyleClass().addAll("muted", "progress-words");
    words.textProperty().bind(job.wordsProperty());
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMaxWidth(Double.MAX_VALUE);
    ProgressBar bar = new ProgressBar();
    bar.setMinWidth(Region.USE_PREF_SIZE);
    bar.progressProperty().bind(job.progressProperty());
    bar.accessibleTextProperty().bind(job.wordsProperty());
    Button cancel = new Button(messages.get("shell.cancel"));
    cancel.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "progress-cancel");
    cancel.setMinWidth(Region.USE_PREF_SIZE);
    cancel.disableProperty().bind(job.stoppableProperty().not());
    cancel.setOnAction(
        event -> {
          job.cancel();
          cancel.setText(messages.get("shell.cancelling"));
        });
    HBox line = new HBox(12, title, words, bar, cancel);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }
}
