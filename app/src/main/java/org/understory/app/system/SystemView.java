package org.understory.app.system;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.Column;
import org.understory.app.control.Gradual;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
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
  private final Gradual filling;
  private final Map<DeploymentCard, DeploymentCardView> built = new HashMap<>();

  SystemView(SystemViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.problems = new ProblemText(messages);
    getStyleClass().add("system-view");
    Column column = new Column();
    filling = new Gradual(column.items());
    getChildren().setAll(column);
    model.contentProperty().subscribe(this::show);
    model
        .news()
        .newsProperty()
        .subscribe(
            (before, told) -> {
              if (model.contentProperty().get().isPresent()) {
                show(model.contentProperty().get());
              }
            });
  }

  private void show(Optional<Content> content) {
    boolean first = built.isEmpty();
    Optional<DeploymentCardView> focused =
        built.values().stream().filter(Node::isFocusWithin).findFirst();
    Optional<String> key = focused.map(DeploymentCardView::focusedKey);
    built.keySet().retainAll(content.map(Content::cards).orElse(List.of()));
    List<Supplier<Node>> nodes = content.map(this::nodes).orElse(List.of());
    if (first) {
      filling.fill(nodes);
    } else {
      // Read again: what did not change keeps its node, and nothing flickers.
      filling.fillAtOnce(nodes);
      focused.ifPresent(card -> giveBack(card, key.orElseThrow()));
    }
  }

  /** The card of a deployment is another one once something about it has changed. */
  private void giveBack(DeploymentCardView before, String key) {
    if (before.getScene() == null) {
      built.entrySet().stream()
          .filter(entry -> entry.getKey().id().equals(before.deployment()))
          .findFirst()
          .ifPresent(entry -> entry.getValue().focus(key));
    }
  }

  private Node view(DeploymentCard card) {
    return built.computeIfAbsent(card, c -> new DeploymentCardView(c, model, messages));
  }

  private List<Supplier<Node>> nodes(Content content) {
    List<Supplier<Node>> nodes = new ArrayList<>();
    model
        .news()
        .newsProperty()
        .getValue()
        .ifPresent(told -> nodes.add(() -> new NewsNotice(told, model, messages)));
    if (model.choiceProperty().getValue().orElse(null) instanceof SystemChoice.Demo demo) {
      nodes.add(() -> demo(demo));
    }
    for (Problem problem : content.problems()) {
      nodes.add(() -> unreadable(problem));
    }
    content
        .nextBoot()
        .ifPresent(
            next ->
                nodes.add(
                    () ->
                        new NextBootView(
                            next, content.service(), content.update(), model, messages)));
    nodes.add(content.cards().isEmpty() ? this::empty : () -> heading(content));
    content.cards().forEach(card -> nodes.add(() -> view(card)));
    return nodes;
  }

  private Node unreadable(Problem problem) {
    return new Notice(Tone.WARNING, messages.get("system.unreadable"), problems.sentence(problem));
  }

  private Node heading(Content content) {
    Label heading = new Label(messages.get("system.deployments"));
    heading.getStyleClass().addAll("title-3");
    heading.setMinWidth(USE_PREF_SIZE);
    Button check = new Button(messages.get("system.update"), new FontIcon(MaterialDesignU.UPDATE));
    check.setId("check-for-updates");
    check.getStyleClass().add(Styles.SMALL);
    check.setOnAction(event -> model.checkForUpdates());
    FlowPane buttons = new FlowPane(8, 6);
    if (content.layers()) {
      buttons.getChildren().add(packages());
    }
    buttons.getChildren().add(move());
    if (model.asksVolumes()) {
      buttons.getChildren().add(new VolumeButton(model, messages).reasoned());
    }
    buttons
        .getChildren()
        .add(new Reasoned(check, messages.get("system.update.tip"), model.updateReasonProperty()));
    buttons.setAlignment(Pos.CENTER_RIGHT);
    HBox.setHgrow(buttons, Priority.ALWAYS);
    HBox row = new HBox(8, heading, buttons);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("section");
    return row;
  }

  private Node move() {
    Button move =
        new Button(messages.get("system.move"), new FontIcon(MaterialDesignS.SOURCE_BRANCH));
    move.setId("move");
    move.getStyleClass().add(Styles.SMALL);
    move.setOnAction(event -> model.move());
    return new Reasoned(move, messages.get("system.move.tip"), model.reasonProperty());
  }

  private Node packages() {
    Button packages =
        new Button(messages.get("system.packages"), new FontIcon(MaterialDesignP.PACKAGE_VARIANT));
    packages.setId("layer-packages");
    packages.getStyleClass().add(Styles.SMALL);
    packages.setOnAction(event -> model.editLayers());
    return new Reasoned(packages, messages.get("system.packages.tip"), model.reasonProperty());
  }

  private Node demo(SystemChoice.Demo demo) {
    Button anew = new Button(messages.get("system.demo.anew"));
    anew.setId("demo-anew");
    anew.setOnAction(event -> model.makeAnew(demo));
    String text =
        messages.get("system.demo.text")
            + model
                .stagingRefusal()
                .map(why -> "\n" + messages.get("demo.refused", why))
                .orElse("");
    Notice notice = new Notice(Tone.ACCENT, messages.get("system.demo"), text, anew);
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
