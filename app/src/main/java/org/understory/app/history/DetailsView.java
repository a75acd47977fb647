package org.understory.app.history;

import atlantafx.base.theme.Styles;
import java.util.function.Supplier;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.understory.app.control.CopyButton;
import org.understory.app.control.Notice;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Scroller;
import org.understory.app.control.Tone;
import org.understory.app.history.CommitFacts.Fact;
import org.understory.app.text.ProblemText;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.text.Sanitizer;
import org.understory.resources.Messages;

/** Everything about the selected commit, at the right. */
final class DetailsView extends StackPane {
  /** The others are in the menu of the row. */
  private static final int MOST_BRANCHES = 1;

  private final HistoryActions actions;
  private final Messages messages;

  DetailsView(DetailsViewModel model, HistoryActions actions, Messages messages) {
    this.actions = actions;
    this.messages = messages;
    setId("history-details");
    getStyleClass().add("details");
    setAccessibleText(messages.get("history.details"));
    model.contentProperty().subscribe(content -> getChildren().setAll(draw(content)));
  }

  private Node draw(DetailsViewModel.Content content) {
    return switch (content) {
      case DetailsViewModel.Content.Nothing nothing -> {
        Label words = new Label(messages.get("history.details.none"));
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        yield words;
      }
      case DetailsViewModel.Content.Failed failed -> {
        VBox box =
            new VBox(
                new Notice(
                    Tone.DANGER,
                    messages.get("history.details.failed"),
                    new ProblemText(messages).sentence(failed.problem())),
                checksum(failed.commit().hex()));
        box.getStyleClass().add("details-content");
        yield box;
      }
      case DetailsViewModel.Content.Ready(CommitFacts facts) -> scrolling(facts);
    };
  }

  private Node scrolling(CommitFacts facts) {
    VBox box = new VBox();
    box.getStyleClass().add("details-content");
    box.getChildren().add(marks(facts));
    Label title = wrapped(facts.title(), "title-3");
    title.setId("details-title");
    box.getChildren().addAll(title, wrapped(facts.date(), "muted"));
    if (actions.canOpen(facts.commit().checksum())) {
      box.getChildren().add(buttons(facts.commit()));
    }
    for (CommitFacts.Notice notice : facts.notices()) {
      Tone tone = notice.serious() ? Tone.DANGER : Tone.NEUTRAL;
      box.getChildren().add(new Notice(tone, "", notice.text()));
    }
    if (!facts.body().isEmpty()) {
      box.getChildren().add(wrapped(facts.body(), "details-body"));
    }
    box.getChildren().addAll(facts(facts), packages(facts), metadata(facts));
    ScrollPane scroll = new Scroller(box);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    return scroll;
  }

  private static Node marks(CommitFacts facts) {
    FlowPane marks = new FlowPane();
    marks.getStyleClass().add("details-marks");
    for (Badge badge : facts.badges()) {
      Label mark = new Label(badge.text());
      mark.getStyleClass().addAll("chip", badge.kind().style());
      mark.setTooltip(new Tooltip(badge.tip()));
      marks.getChildren().add(mark);
    }
    marks.setManaged(!facts.badges().isEmpty());
    return marks;
  }

  private Node buttons(Commit commit) {
    Button browse = new Button(messages.get("history.browse"));
    browse.setId("details-browse");
    browse.getStyleClass().add(Styles.ACCENT);
    browse.setOnAction(event -> actions.browse(commit.checksum()));
    FlowPane buttons = new FlowPane(browse);
    buttons.getStyleClass().add("details-buttons");
    if (commit.parent().isPresent()) {
      boolean release = commit.kind() == Commit.Kind.RELEASE;
      Button parent =
          new Button(messages.get(release ? "history.compare.parent" : "history.compare.base"));
      parent.setId("details-compare-parent");
      parent.setOnAction(event -> actions.compareWithParent(commit));
      buttons.getChildren().add(parent);
    }
    if (actions.canCompareWithRunning(commit.checksum())) {
      Button running = new Button(messages.get("history.compare.running"));
      running.setId("details-compare-running");
      running.setOnAction(event -> actions.compareWithRunning(commit.checksum()));
      buttons.getChildren().add(running);
    }
    addChanges(buttons, commit.checksum());
    return buttons;
  }

  private void addChanges(FlowPane buttons, Checksum commit) {
    if (actions.canDeploy(commit)) {
      Button deploy = new Button(messages.get("history.deploy"));
      deploy.setId("details-deploy");
      deploy.setOnAction(event -> actions.deploy(commit));
      buttons
          .getChildren()
          .add(new Reasoned(deploy, messages.get("history.deploy.tip"), actions.reasonProperty()));
    }
    for (String branch : actions.otherBranches(commit).stream().limit(MOST_BRANCHES).toList()) {
      Button move = new Button(messages.get("history.rebase"));
      move.getStyleClass().add("details-rebase");
      move.setOnAction(event -> actions.rebase(branch, commit));
      buttons
          .getChildren()
          .add(
              new Reasoned(
                  move,
                  messages.get("history.rebase.tip", Sanitizer.line(branch)),
                  actions.reasonProperty()));
    }
  }

  private Node facts(CommitFacts facts) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("facts");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(names, values);
    int row = 0;
    for (Fact fact : facts.facts()) {
      grid.addRow(row++, name(fact.label(), fact.tip()), value(fact));
    }
    grid.addRow(
        row,
        name(
            messages.get("history.details.checksum"), messages.get("history.details.checksum.tip")),
        checksum(facts.commit().checksum().hex()));
    return grid;
  }

  private static Label name(String label, String tip) {
    Label name = new Label(label);
    name.getStyleClass().add("muted");
    name.setTooltip(new Tooltip(tip));
    GridPane.setValignment(name, VPos.TOP);
    return name;
  }

  private Node value(Fact fact) {
    if (fact.link().isPresent()) {
      Hyperlink link = new Hyperlink(fact.value());
      link.getStyleClass().addAll("mono", "commit-link");
      link.setOnAction(event -> actions.go(fact.link().get()));
      return link;
    }
    boolean digest = fact.value().matches("sha256:[0-9a-f]{64}");
    return wrapped(digest ? grouped(fact.value()) : fact.value(), "fact-value");
  }

  /** In groups, because a label does not break a word of 64 digits. */
  private static String grouped(String hex) {
    return hex.replaceAll("([0-9a-f]{8})(?=.)", "$1 ");
  }

  private Node checksum(String hex) {
    Label digits = wrapped(grouped(hex), "mono");
    digits.getStyleClass().add("checksum");
    HBox.setHgrow(digits, Priority.ALWAYS);
    CopyButton copy = new CopyButton(hex, messages.get("history.copy.checksum"));
    HBox box = new HBox(digits, copy);
    box.getStyleClass().add("checksum-row");
    return box;
  }

  private Node packages(CommitFacts facts) {
    return folded(
        "details-packages",
        messages.get("history.details.packages", facts.packages().size()),
        !facts.packages().isEmpty(),
        () ->
            new SearchedList(
                facts.packages(), messages.get("history.details.packages.find"), messages));
  }

  private Node metadata(CommitFacts facts) {
    return folded(
        "details-metadata",
        messages.get("history.details.metadata", facts.metadata().size()),
        !facts.metadata().isEmpty(),
        () ->
            new SearchedList(
                facts.metadata().stream()
                    .map(
                        raw ->
                            messages.get(
                                raw.detached()
                                    ? "history.details.pair.detached"
                                    : "history.details.pair",
                                raw.key(),
                                raw.value()))
                    .toList(),
                messages.get("history.details.metadata.find"),
                messages));
  }

  /** What is in it is made when it is unfolded: few people do that for every commit they pass. */
  private static Node folded(String id, String title, boolean shown, Supplier<Node> content) {
    TitledPane pane = new TitledPane();
    pane.setText(title);
    pane.setId(id);
    pane.setExpanded(false);
    pane.setAnimated(false);
    pane.setVisible(shown);
    pane.setManaged(shown);
    pane.expandedProperty()
        .subscribe(
            open -> {
              if (open && pane.getContent() == null) {
                pane.setContent(content.get());
              }
            });
    return pane;
  }

  private static Label wrapped(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  /** Puts a text on the clipboard. */
  static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
