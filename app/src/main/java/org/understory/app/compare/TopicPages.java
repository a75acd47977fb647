package org.understory.app.compare;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.understory.app.control.StatePage;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** What is shown in the place of an answer about the two sides. */
record TopicPages(Messages messages) {
  Node unasked() {
    return unasked("compare.nothing.tip");
  }

  /**
   * @param tip key of what is said of it
   */
  Node unasked(String tip) {
    return new StatePage(
        MaterialDesignC.COMPARE_HORIZONTAL, messages.get("compare.nothing"), messages.get(tip));
  }

  Node running() {
    return running("compare.running");
  }

  /**
   * @param words key of what is being done
   */
  Node running(String words, Node... more) {
    Label title = new Label(messages.get(words));
    title.getStyleClass().add("title-3");
    ProgressBar progress = new ProgressBar();
    progress.setPrefWidth(260);
    VBox box = new VBox(16, title, progress);
    box.getChildren().addAll(more);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  Node broken(Problem problem, Runnable again) {
    return new StatePage(
        MaterialDesignF.FILE_ALERT_OUTLINE,
        messages.get("compare.broken"),
        new ProblemText(messages).sentence(problem),
        again("compare.retry", again));
  }

  /**
   * @param words key of what is on the button
   */
  Button again(String words, Runnable again) {
    Button button = new Button(messages.get(words));
    button.getStyleClass().add("topic-again");
    button.setOnAction(event -> again.run());
    return button;
  }
}
