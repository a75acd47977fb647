package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.understory.app.control.Column;
import org.understory.app.control.Notice;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.shell.Destination;
import org.understory.app.shell.Place;
import org.understory.app.state.SystemChoice;
import org.understory.app.system.SystemViewModel.Content;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** Notices, the next boot, and a card for each deployment, in one column. */
final class SystemView extends StackPane {
  private final SystemViewModel model;
  private final Messages messages;
  private final ProblemText problems;
  private final Column column = new Column();

  SystemView(SystemViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.problems = new ProblemText(messages);
    getStyleClass().add("system-view");
    getChildren().setAll(column);
    model
        .contentProperty()
        .subscribe(content -> column.items().getChildren().setAll(nodes(content)));
  }

  private List<Node> nodes(Optional<Content> shown) {
    if (shown.isEmpty()) {
      return List.of();
    }
    Content content = shown.get();
    List<Node> nodes = new ArrayList<>();
    content.finalizationFailure().ifPresent(text -> nodes.add(failure(text)));
    if (model.choiceProperty().getValue().orElse(null) instanceof SystemChoice.Demo demo) {
      nodes.add(demo(demo));
    }
    for (Problem problem : content.problems()) {
      nodes.add(
          new Notice(Tone.WARNING, messages.get("system.unreadable"), problems.sentence(problem)));
    }
    content.nextBoot().ifPresent(next -> nodes.add(new NextBootView(next, messages)));
    if (content.cards().isEmpty()) {
      nodes.add(empty());
    } else {
      Label heading = new Label(messages.get("system.deployments"));
      heading.getStyleClass().addAll("title-3", "section");
      nodes.add(heading);
      content.cards().forEach(card -> nodes.add(new DeploymentCardView(card, model, messages)));
    }
    return nodes;
  }

  private Node failure(String text) {
    Notice notice =
        new Notice(
            Tone.DANGER, messages.get("system.failure"), messages.get("system.failure.text", text));
    notice.setId("finalization-failure");
    return notice;
  }

  private Node demo(SystemChoice.Demo demo) {
    Button anew = new Button(messages.get("system.demo.anew"));
    anew.setId("demo-anew");
    anew.setOnAction(event -> model.makeAnew(demo));
    Notice notice =
        new Notice(
            Tone.ACCENT,
            messages.get("system.demo"),
            messages.get("system.demo.text", SystemViewModel.show(demo.folder())),
            anew);
    notice.setId("demo-notice");
    return notice;
  }

  private Node empty() {
    boolean bare =
        model.choiceProperty().getValue().orElse(null) instanceof SystemChoice.BareRepository;
    Button history = new Button(messages.get("system.empty.history"));
    history.setDefaultButton(true);
    history.setOnAction(event -> model.go(Destination.of(Place.HISTORY)));
    StatePage page =
        new StatePage(
            MaterialDesignD.DATABASE_OUTLINE,
            messages.get(bare ? "system.empty.repository" : "system.empty"),
            messages.get(bare ? "system.empty.repository.text" : "system.empty.text"),
            history);
    VBox.setVgrow(page, Priority.ALWAYS);
    return page;
  }
}
