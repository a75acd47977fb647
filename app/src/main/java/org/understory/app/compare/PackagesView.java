package org.understory.app.compare;

import java.util.List;
import java.util.Optional;
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
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.understory.app.control.LastingFocus;
import org.understory.app.control.Notice;
import org.understory.app.control.Pieces;
import org.understory.app.control.Shown;
import org.understory.app.control.StatePage;
import org.understory.app.control.Tone;
import org.understory.app.state.Background;
import org.understory.app.text.ProblemText;
import org.understory.model.operation.Problem;
import org.understory.resources.Messages;

/** Draws which packages differ: how many, the packages by what happened to them, one close. */
final class PackagesView extends StackPane implements TopicView {
  private final PackagesViewModel model;
  private final Messages messages;
  private final ProblemText problems;
  private final PackageSummary summary;
  private final PackageTable table;
  private final LastingFocus focus;
  private @Nullable PackageDetailsView details;
  private final SplitPane split = new SplitPane();
  private final VBox notices = new VBox();
  private final VBox changes;

  PackagesView(PackagesViewModel model, Background background, Messages messages) {
    this.model = model;
    this.messages = messages;
    problems = new ProblemText(messages);
    summary = new PackageSummary(model, messages);
    table = new PackageTable(model, background, messages);
    focus = new LastingFocus(table);
    split.setOrientation(Orientation.VERTICAL);
    // In a low window the rows give way, not the bars above them.
    table.setMinHeight(0);
    split.setMinHeight(0);
    setMinHeight(0);
    table.setPlaceholder(
        new StatePage(
            MaterialDesignF.FILE_SEARCH_OUTLINE,
            messages.get("compare.packages.no-match"),
            messages.get("compare.packages.no-match.tip")));
    changes = new VBox(notices, split);
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
    return Topic.PACKAGES;
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
    model.selectedProperty().subscribe(this::drawDetails);
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

  private void draw(PackageComparison comparison) {
    Node shown =
        switch (comparison) {
          case PackageComparison.Unasked() ->
              new StatePage(
                  MaterialDesignC.COMPARE_HORIZONTAL,
                  messages.get("compare.nothing"),
                  messages.get("compare.packages.nothing.tip"));
          case PackageComparison.Running() -> running();
          case PackageComparison.NoList(boolean older, boolean newer) ->
              new StatePage(
                  MaterialDesignP.PACKAGE_VARIANT,
                  messages.get("compare.packages.no-list"),
                  messages.get(
                      older && newer
                          ? "compare.packages.no-list.both"
                          : older
                              ? "compare.packages.no-list.older"
                              : "compare.packages.no-list.newer"));
          case PackageComparison.Broken(Problem problem) ->
              new StatePage(
                  MaterialDesignF.FILE_ALERT_OUTLINE,
                  messages.get("compare.broken"),
                  problems.sentence(problem),
                  again());
          case PackageComparison.Answered answer -> answered(answer);
        };
    getChildren().removeIf(node -> !node.equals(changes));
    if (!getChildren().contains(shown)) {
      getChildren().add(shown);
    }
    Shown.only(shown, getChildren());
  }

  private Node answered(PackageComparison.Answered answer) {
    if (answer.changes().isEmpty() && answer.problems().isEmpty()) {
      return new StatePage(
          MaterialDesignE.EQUAL,
          messages.get("compare.packages.equal"),
          messages.get("compare.packages.equal.tip"));
    }
    notices.getChildren().clear();
    if (!answer.problems().isEmpty()) {
      notices
          .getChildren()
          .add(
              new Notice(
                  Tone.WARNING,
                  messages.get("compare.unread", answer.problems().size()),
                  problems.sentence(answer.problems().getFirst())));
    }
    return changes;
  }

  private Node running() {
    Label title = new Label(messages.get("compare.packages.running"));
    title.getStyleClass().add("title-3");
    ProgressBar progress = new ProgressBar();
    progress.setPrefWidth(260);
    VBox box = new VBox(16, title, progress);
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private Button again() {
    Button again = new Button(messages.get("compare.retry"));
    again.setId("packages-again");
    again.setOnAction(event -> model.again());
    return again;
  }

  private void drawDetails(Optional<PackageChange> change) {
    if (change.isEmpty()) {
      if (!split.getItems().equals(List.of(table))) {
        split.getItems().setAll(List.of(table));
      }
    } else if (split.getItems().size() == 1) {
      split.getItems().setAll(List.of(table, details()));
      split.setDividerPositions(0.55);
    }
  }

  private PackageDetailsView details() {
    PackageDetailsView known = details;
    if (known == null) {
      known = new PackageDetailsView(model, messages);
      details = known;
    }
    return known;
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
}
