package org.understory.app.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.understory.app.control.LinesView;
import org.understory.app.control.Notice;
import org.understory.app.control.Tone;
import org.understory.app.text.ContentWords;
import org.understory.app.text.ProblemText;
import org.understory.model.content.TextContent;
import org.understory.model.content.TextDiff;
import org.understory.resources.Messages;

/** Draws how the content of one file differs. */
public final class ContentView extends VBox {
  private final ContentViewModel model;
  private final Messages messages;
  private final ProblemText problems;
  private final ContentWords words;
  private Optional<DiffListView> list = Optional.empty();

  /** Follows this model. */
  public ContentView(ContentViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    problems = new ProblemText(messages);
    words = new ContentWords(messages);
    getStyleClass().add("content-view");
    setMinHeight(0);
    model.stateProperty().subscribe(this::draw);
    model.unifiedProperty().subscribe(() -> draw(model.stateProperty().get()));
  }

  /** Goes to the next difference, or the one before. */
  public void step(boolean forward) {
    list.ifPresent(it -> it.step(forward));
  }

  private void draw(ContentState state) {
    list = Optional.empty();
    getChildren()
        .setAll(
            switch (state) {
              case ContentState.Nothing() -> List.<Node>of();
              case ContentState.Reading() -> List.<Node>of(waiting());
              case ContentState.Text(TextDiff diff, DiffRows rows) -> text(diff, rows);
              case ContentState.LargeText(var before, var after) -> large(before, after);
              case ContentState.Binary(var before, var after) ->
                  List.<Node>of(new BinaryView(before, after, messages));
              case ContentState.Trouble(var problem) ->
                  List.<Node>of(
                      new Notice(
                          Tone.DANGER,
                          messages.get("preview.trouble"),
                          problems.sentence(problem)));
            });
  }

  private List<Node> text(TextDiff diff, DiffRows rows) {
    List<Node> nodes = new ArrayList<>();
    List<String> remarks = remarks(diff);
    if (diff.isSame()) {
      remarks.addFirst(messages.get("compare.content.same"));
    }
    if (!remarks.isEmpty()) {
      Label remark = new Label(String.join(" \u00b7 ", remarks));
      remark.getStyleClass().addAll("muted", "content-remark");
      remark.setWrapText(true);
      nodes.add(remark);
    }
    if (!rows.sides().all().isEmpty() && !(diff.isSame() && model.unifiedProperty().get())) {
      DiffListView view =
          new DiffListView(
              rows, model.unifiedProperty().get(), messages.get("compare.content.list"));
      VBox.setVgrow(view, Priority.ALWAYS);
      list = Optional.of(view);
      nodes.add(view);
    }
    return nodes;
  }

  /** What the lines themselves do not show. */
  private List<String> remarks(TextDiff diff) {
    TextContent before = diff.before();
    TextContent after = diff.after();
    List<String> remarks = new ArrayList<>();
    boolean both = !before.lines().isEmpty() && !after.lines().isEmpty();
    if (both && before.encoding() != after.encoding()) {
      remarks.add(
          messages.get(
              "compare.content.encodings", before.encoding().title(), after.encoding().title()));
    } else {
      TextContent some = after.lines().isEmpty() ? before : after;
      if (some.encoding() != TextContent.Encoding.UTF_8) {
        remarks.add(messages.get("compare.content.encoding", some.encoding().title()));
      }
    }
    if (both && before.ends() != after.ends()) {
      remarks.add(
          messages.get(
              "compare.content.ends", words.ends(before.ends()), words.ends(after.ends())));
    }
    if (both && before.ended() != after.ended()) {
      remarks.add(
          messages.get(
              before.ended() ? "compare.content.unended-now" : "compare.content.unended-before"));
    }
    return remarks;
  }

  private List<Node> large(List<String> before, List<String> after) {
    HBox both = new HBox(8);
    for (List<String> lines : List.of(before, after)) {
      LinesView view = new LinesView(lines, messages.get("preview.text"));
      HBox.setHgrow(view, Priority.ALWAYS);
      both.getChildren().add(view);
    }
    VBox.setVgrow(both, Priority.ALWAYS);
    return List.of(
        new Notice(
            Tone.NEUTRAL,
            messages.get("compare.content.large"),
            messages.get("compare.content.large.tip")),
        both);
  }

  private static Node waiting() {
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setMaxSize(28, 28);
    StackPane pane = new StackPane(wheel);
    VBox.setVgrow(pane, Priority.ALWAYS);
    return pane;
  }
}
