package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.Notice;
import org.understory.app.control.Pieces;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.control.Times;
import org.understory.app.control.Tone;
import org.understory.app.state.Background;
import org.understory.app.text.ProblemText;
import org.understory.model.container.ImageDiff;
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
  private final Times times;
  private final SummaryBar summary;
  private final ChangeTable table;
  private final TopicPages pages;
  private final TableWithDetails<Change> changes;
  private Optional<SidesView> sides = Optional.empty();

  FilesView(
      CompareViewModel model,
      Background background,
      Messages messages,
      Times times,
      BiConsumer<Checksum, String> browse) {
    this.model = model;
    this.messages = messages;
    this.browse = browse;
    this.times = times;
    problems = new ProblemText(messages);
    pages = new TopicPages(messages);
    summary = new SummaryBar(model, messages);
    table = new ChangeTable(model, background, messages);
    changes =
        new TableWithDetails<>(
            table,
            new TableWithDetails.Rows<>(
                table::selected, model.selectedProperty(), model::select, this::sides, 0.34));
    setMinHeight(0);
    addEventFilter(KeyEvent.KEY_PRESSED, this::onStep);
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
    changes.addPieces(pieces, summary, this);
  }

  @Override
  public void begin() {
    model.comparisonProperty().subscribe(this::draw);
    model.onlyProperty().subscribe(this::drawOnly);
    changes.begin();
    model.rightsProperty().subscribe(this::drawRights);
  }

  private void drawRights(Optional<RightsDiff> rights) {
    changes.notices().getChildren().removeIf(RightsNotice.class::isInstance);
    rights
        .filter(it -> !it.changes().isEmpty())
        .ifPresent(
            it -> changes.notices().getChildren().add(new RightsNotice(it, model::open, messages)));
  }

  @Override
  public void focus() {
    changes.focus();
  }

  @Override
  public void find() {
    summary.filter().take();
  }

  private void draw(Comparison comparison) {
    Node shown =
        switch (comparison) {
          case Comparison.Unasked() -> pages.unasked();
          case Comparison.Running() -> running();
          case Comparison.Stopped() ->
              new StatePage(
                  MaterialDesignS.STOP_CIRCLE_OUTLINE,
                  messages.get("compare.stopped"),
                  messages.get("compare.stopped.tip"),
                  pages.again("compare.again", model::again));
          case Comparison.Broken(Problem problem) -> pages.broken(problem, model::again);
          case Comparison.Answered answer -> answered(answer);
          case Comparison.OfImages(ImageDiff diff) -> new ImagesView(diff, times, messages);
          case Comparison.NoImage(boolean older) ->
              new StatePage(
                  MaterialDesignL.LAYERS_OFF_OUTLINE,
                  messages.get("compare.images.none"),
                  messages.get(
                      "compare.images.none.tip",
                      messages.get(older ? "compare.from" : "compare.to")));
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
    changes.notices().getChildren().clear();
    if (!unread.isEmpty()) {
      changes
          .notices()
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
    changes.draw();
    return changes;
  }

  /** Says that not all is listed, and how to get it back. */
  private void drawOnly(Optional<OwnedFiles> files) {
    changes.notices().getChildren().removeIf(it -> ONLY.equals(it.getId()));
    files.ifPresent(
        it -> {
          Button all = new Button(messages.get("compare.only.all"));
          all.setId("compare-only-all");
          all.getStyleClass().add(Styles.SMALL);
          all.setOnAction(event -> model.showOnly(Optional.empty()));
          Notice notice =
              new Notice(Tone.ACCENT, "", messages.get("compare.only", line(it.name())), all);
          notice.setId(ONLY);
          changes.notices().getChildren().add(notice);
        });
  }

  private Node running() {
    Button stop = new Button(messages.get("shell.cancel"));
    stop.setId("compare-stop");
    stop.setOnAction(event -> model.stop());
    return pages.running(model.isFar() ? "compare.images.running" : "compare.running", stop);
  }

  private SidesView sides() {
    SidesView made = new SidesView(model, this::browseBefore, this::browseAfter, messages);
    sides = Optional.of(made);
    return made;
  }

  /** F7 wherever the keyboard is: in the changes, or in the content. */
  private void onStep(KeyEvent event) {
    if (event.getCode() == KeyCode.F7 && model.selectedProperty().get().isPresent()) {
      sides.ifPresent(it -> it.step(!event.isShiftDown()));
      event.consume();
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
