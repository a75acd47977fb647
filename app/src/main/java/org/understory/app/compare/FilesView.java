package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.LastingFocus;
import org.understory.app.control.Notice;
import org.understory.app.control.Pieces;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.state.Background;
import org.understory.app.text.ProblemText;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.tree.Change;
import org.understory.model.tree.RightsDiff;
import org.understory.resources.Messages;

/** Draws which files differ: how much changed, the changes, one of them close. */
final class FilesView extends StackPane implements TopicView {
  private static final String ONLY = "compare-only";

  private final CompareViewModel model;
  private final Messages messages;
  private final ProblemText problems;
  private final BiConsumer<Checksum, String> browse;
  private final SummaryBar summary;
  private final ChangeTable table;
  private final LastingFocus focus;
  private @Nullable SidesView sides;
  private final SplitPane split = new SplitPane();
  private final VBox notices = new VBox();
  private final VBox changes;

  FilesView(
      CompareViewModel model,
      Background background,
      Messages messages,
      BiConsumer<Checksum, String> browse) {
    this.model = model;
    this.messages = messages;
    this.browse = browse;
    problems = new ProblemText(messages);
    summary = new SummaryBar(model, messages);
    table = new ChangeTable(model, background, messages);
    focus = new LastingFocus(table);
    split.setOrientation(Orientation.VERTICAL);
    // In a low window the rows give way, not the bars above them.
    table.setMinHeight(0);
    split.setMinHeight(0);
    setMinHeight(0);
    changes = new VBox(notices, split);
    addEventFilter(KeyEvent.KEY_PRESSED, this::onStep);
    // So that whoever gives the table the keyboard knows when it can take it.
    table.visibleProperty().bind(changes.visibleProperty());
    VBox.setVgrow(split, Priority.ALWAYS);
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    table.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            () -> {
              if (model.selectedProperty().get().isPresent()) {
                table.selected().ifPresent(it -> model.select(Optional.of(it)));
              }
            });
  }

  @Override
  public Topic topic() {
    return Topic.FILES;
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void addPieces(Pieces pieces) {
    pieces.add(
        () -> {
          changes.getChildren().addFirst(summary);
          getChildren().add(changes);
        });
    pieces.add(() -> split.getItems().add(table));
    pieces.rehearse(table::rehearse);
  }

  @Override
  public void begin() {
    model.comparisonProperty().subscribe(this::draw);
    model.onlyProperty().subscribe(this::drawOnly);
    model.selectedProperty().subscribe(this::drawSides);
    model.rightsProperty().subscribe(this::drawRights);
  }

  private void drawRights(Optional<RightsDiff> rights) {
    notices.getChildren().removeIf(RightsNotice.class::isInstance);
    rights
        .filter(it -> !it.changes().isEmpty())
        .ifPresent(it -> notices.getChildren().add(new RightsNotice(it, model::open, messages)));
  }

  @Override
  public void focus() {
    focus.request();
  }

  @Override
  public void find() {
    summary.filter().requestFocus();
    summary.filter().selectAll();
  }

  private void draw(Comparison comparison) {
    Node shown =
        switch (comparison) {
          case Comparison.Unasked() ->
              new StatePage(
                  MaterialDesignC.COMPARE_HORIZONTAL,
                  messages.get("compare.nothing"),
                  messages.get("compare.nothing.tip"));
          case Comparison.Running() -> running();
          case Comparison.Stopped() ->
              new StatePage(
                  MaterialDesignS.STOP_CIRCLE_OUTLINE,
                  messages.get("compare.stopped"),
                  messages.get("compare.stopped.tip"),
                  again("compare.again"));
          case Comparison.Broken(Problem problem) ->
              new StatePage(
                  MaterialDesignF.FILE_ALERT_OUTLINE,
                  messages.get("compare.broken"),
                  problems.sentence(problem),
                  again("compare.retry"));
          case Comparison.Answered answer -> answered(answer);
        };
    // The changes stay in the scene while others are looked for: put in again, they would all be
    // styled anew.
    boolean keep =
        shown.equals(changes)
            || comparison instanceof Comparison.Running
            || comparison instanceof Comparison.Unasked;
    getChildren().removeIf(node -> !keep || !node.equals(changes));
    if (!getChildren().contains(shown)) {
      getChildren().add(shown);
    }
    Shown.only(shown, getChildren());
  }

  private Node answered(Comparison.Answered answer) {
    List<Problem> unread = answer.diff().problems();
    if (answer.diff().changes().isEmpty() && unread.isEmpty()) {
      return new StatePage(
          MaterialDesignE.EQUAL,
          messages.get("compare.equal"),
          messages.get(answer.sameCommit() ? "compare.equal.same" : "compare.equal.tip"));
    }
    notices.getChildren().clear();
    if (!unread.isEmpty()) {
      notices
          .getChildren()
          .add(
              new Notice(
                  Tone.WARNING,
                  messages.get("compare.unread", unread.size()),
                  problems.sentence(unread.getFirst())));
    }
    table.setPlaceholder(
        new StatePage(
            MaterialDesignF.FILE_SEARCH_OUTLINE,
            messages.get("compare.no-match"),
            messages.get("compare.no-match.tip")));
    drawOnly(model.onlyProperty().get());
    drawSides(model.selectedProperty().get());
    return changes;
  }

  /** Says that not all is listed, and how to get it back. */
  private void drawOnly(Optional<OwnedFiles> files) {
    notices.getChildren().removeIf(it -> ONLY.equals(it.getId()));
    files.ifPresent(
        it -> {
          Button all = new Button(messages.get("compare.only.all"));
          all.setId("compare-only-all");
          all.getStyleClass().add(Styles.SMALL);
          all.setOnAction(event -> model.showOnly(Optional.empty()));
          Notice notice =
              new Notice(Tone.ACCENT, "", messages.get("compare.only", line(it.name())), all);
          notice.setId(ONLY);
          notices.getChildren().add(notice);
        });
  }

  private Node running() {
    Label title = new Label(messages.get("compare.running"));
    title.getStyleClass().add("title-3");
    ProgressBar progress = new ProgressBar();
    progress.setPrefWidth(260);
    Button stop = new Button(messages.get("shell.cancel"));
    stop.setId("compare-stop");
    stop.setOnAction(event -> model.stop());
    VBox box = new VBox(16, title, progress, stop);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private Button again(String key) {
    Button again = new Button(messages.get(key));
    again.setId("compare-again");
    again.setOnAction(event -> model.again());
    return again;
  }

  private void drawSides(Optional<Change> change) {
    if (change.isEmpty()) {
      if (!split.getItems().equals(List.of(table))) {
        split.getItems().setAll(List.of(table));
      }
    } else if (split.getItems().size() == 1) {
      split.getItems().setAll(List.of(table, sides()));
      split.setDividerPositions(0.34);
    }
  }

  private SidesView sides() {
    SidesView known = sides;
    if (known == null) {
      known = new SidesView(model, this::browseBefore, this::browseAfter, messages);
      sides = known;
    }
    return known;
  }

  /** F7 wherever the keyboard is: in the changes, or in the content. */
  private void onStep(KeyEvent event) {
    if (event.getCode() == KeyCode.F7 && model.selectedProperty().get().isPresent()) {
      sides().step(!event.isShiftDown());
      event.consume();
    }
  }

  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER && table.selected().isPresent()) {
      model.select(table.selected());
    } else if (event.getCode() == KeyCode.ESCAPE && model.selectedProperty().get().isPresent()) {
      model.select(Optional.empty());
    } else {
      return;
    }
    event.consume();
  }

  private void onClick(MouseEvent event) {
    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
      table.selected().ifPresent(it -> model.select(Optional.of(it)));
    }
  }

  private void browseBefore() {
    if (model.comparisonProperty().get() instanceof Comparison.Answered answer) {
      model
          .selectedProperty()
          .get()
          .ifPresent(it -> browse.accept(answer.from().checksum(), it.oldPath().orElse(it.path())));
    }
  }

  private void browseAfter() {
    if (model.comparisonProperty().get() instanceof Comparison.Answered answer) {
      model
          .selectedProperty()
          .get()
          .ifPresent(it -> browse.accept(answer.to().checksum(), it.path()));
    }
  }
}
