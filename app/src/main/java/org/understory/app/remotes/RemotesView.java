package org.understory.app.remotes;

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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.understory.app.control.Column;
import org.understory.app.control.Gradual;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.remotes.RemotesViewModel.Content;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** A card for each remote, in one column. */
final class RemotesView extends StackPane {
  /** Nobody has more; what is odd must not hold up the window. */
  private static final int MOST = 60;

  private final RemotesViewModel model;
  private final Messages messages;
  private final Column column = new Column();
  private final Gradual filling = new Gradual(column.items());
  private final Map<RemoteCard, RemoteCardView> built = new HashMap<>();

  RemotesView(RemotesViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("remotes-view");
    getChildren().setAll(column);
    model.contentProperty().subscribe(this::show);
  }

  private void show(Optional<Content> content) {
    boolean first = built.isEmpty();
    Optional<String> focused =
        isFocusWithin()
            ? Optional.ofNullable(getScene().getFocusOwner().getId())
            : Optional.empty();
    built.keySet().retainAll(content.map(Content::cards).orElse(List.of()));
    List<Supplier<Node>> nodes = content.map(this::nodes).orElse(List.of());
    if (first) {
      filling.fill(nodes);
    } else {
      filling.fillAtOnce(nodes);
      focused.ifPresent(this::giveBack);
    }
  }

  /** The card of a remote is another one once something about it has changed. */
  private void giveBack(String id) {
    Optional.ofNullable(lookup("#" + id))
        .or(() -> Optional.ofNullable(lookup("#remote-add")))
        .ifPresent(Node::requestFocus);
  }

  private List<Supplier<Node>> nodes(Content content) {
    List<Supplier<Node>> nodes = new ArrayList<>();
    if (content.cards().isEmpty()) {
      content.problems().stream()
          .limit(MOST)
          .forEach(problem -> nodes.add(() -> unreadable(problem)));
      nodes.add(this::empty);
      return nodes;
    }
    nodes.add(this::heading);
    content.problems().stream()
        .limit(MOST)
        .forEach(problem -> nodes.add(() -> unreadable(problem)));
    content.cards().stream().limit(MOST).forEach(card -> nodes.add(() -> view(card)));
    int more = content.cards().size() - MOST;
    if (more > 0) {
      nodes.add(() -> new Label(messages.get("remotes.more", more)));
    }
    return nodes;
  }

  private Node view(RemoteCard card) {
    return built.computeIfAbsent(card, it -> new RemoteCardView(it, model, messages));
  }

  private Node unreadable(Problem problem) {
    return new Notice(
        Tone.WARNING,
        messages.get("remotes.unreadable"),
        new ProblemText(messages).sentence(problem));
  }

  private Node heading() {
    Label title = new Label(messages.get("remotes.title"));
    title.getStyleClass().add("title-3");
    Label text = new Label(messages.get("remotes.text"));
    text.getStyleClass().add("muted");
    text.setWrapText(true);
    VBox words = new VBox(4, title, text);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button add = add();
    add.getStyleClass().add(Styles.SMALL);
    HBox row = new HBox(16, words, reasoned(add));
    row.setAlignment(Pos.TOP_LEFT);
    return row;
  }

  private Button add() {
    Button add = new Button(messages.get("remotes.add"), new FontIcon(MaterialDesignP.PLUS));
    add.setId("remote-add");
    add.setOnAction(event -> model.add());
    return add;
  }

  private Node reasoned(Button add) {
    return new Reasoned(add, messages.get("remotes.add.tip"), model.reasonProperty());
  }

  private Node empty() {
    StatePage page =
        new StatePage(
            MaterialDesignC.CLOUD_OFF_OUTLINE,
            messages.get("remotes.empty"),
            messages.get("remotes.empty.text"),
            reasoned(add()));
    VBox.setVgrow(page, Priority.ALWAYS);
    return page;
  }
}
