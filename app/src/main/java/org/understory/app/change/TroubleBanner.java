package org.understory.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.understory.app.control.Notice;
import org.understory.app.control.Shown;
import org.understory.app.control.Tone;
import org.understory.resources.Messages;

/** A strip under the header that says why something was not done; stays until it is dismissed. */
public final class TroubleBanner extends StackPane {
  private final ChangeViewModel model;
  private final Messages messages;

  /** Follows the model. */
  public TroubleBanner(ChangeViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("change-trouble");
    getStyleClass().add("problem-banner");
    model.aftermath().troubleProperty().subscribe(this::show);
  }

  private void show(Optional<Trouble> trouble) {
    Shown.set(this, trouble.isPresent());
    getChildren().setAll(trouble.stream().map(this::notice).toList());
  }

  private Node notice(Trouble trouble) {
    List<Node> actions = new ArrayList<>();
    if (trouble.again().isPresent()) {
      Button again = new Button(messages.get("shell.again"));
      again.setId("trouble-again");
      again.setOnAction(event -> model.again());
      actions.add(again);
    }
    Button close = new Button(messages.get("change.dismiss"));
    close.setId("trouble-close");
    close.setOnAction(event -> model.aftermath().closeTrouble());
    actions.add(close);
    return new Notice(Tone.DANGER, trouble.title(), trouble.text(), actions.toArray(new Node[0]));
  }
}
