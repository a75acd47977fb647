package org.understory.app.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Notice;
import org.understory.app.control.Tone;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** A strip under the header when what is open could not be read again. */
final class ProblemBanner extends StackPane {
  ProblemBanner(ShellViewModel model, Messages messages) {
    getStyleClass().add("problem-banner");
    visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    model.problemProperty().getValue().isPresent()
                        && model.pageProperty().getValue() == ShellViewModel.Page.SCREEN,
                model.problemProperty(),
                model.pageProperty()));
    managedProperty().bind(visibleProperty());
    ProblemText words = new ProblemText(messages);
    model.problemProperty().subscribe(problem -> show(problem, model, messages, words));
  }

  private void show(
      Optional<Problem> problem, ShellViewModel model, Messages messages, ProblemText words) {
    getChildren().clear();
    if (problem.isPresent()) {
      Button again = new Button(messages.get("shell.again"));
      again.setOnAction(event -> model.refresh());
      getChildren()
          .add(
              new Notice(
                  Tone.DANGER, messages.get("shell.stale"), words.sentence(problem.get()), again));
    }
  }
}
