package org.understory.app.shell;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.understory.app.control.StatePage;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** Shown when nothing is open: why, and what can be opened instead. */
final class ClosedPage extends StackPane {
  ClosedPage(ShellViewModel model, Messages messages) {
    ProblemText words = new ProblemText(messages);
    model
        .problemProperty()
        .subscribe(problem -> getChildren().setAll(page(problem, model, messages, words)));
  }

  private static StatePage page(
      Optional<Problem> problem, ShellViewModel model, Messages messages, ProblemText words) {
    Button again = new Button(messages.get("shell.again"));
    again.setId("open-again");
    again.setDefaultButton(true);
    again.setOnAction(event -> model.refresh());
    Button folder = new Button(messages.get("shell.menu.open"));
    folder.setOnAction(event -> model.openFolder());
    Button demo = new Button(messages.get("shell.menu.demo"));
    demo.setId("open-demo");
    demo.setOnAction(event -> model.openDemo());
    Ikon symbol =
        problem.isPresent() ? MaterialDesignA.ALERT_CIRCLE_OUTLINE : MaterialDesignM.MONITOR;
    return new StatePage(
        symbol,
        messages.get(problem.isPresent() ? "shell.failed" : "shell.nothing"),
        problem.map(words::sentence).orElseGet(() -> messages.get("shell.nothing.text")),
        again,
        folder,
        demo);
  }
}
