package org.understory.app.compare;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
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
  private final TopicPages pages;
  private final TableWithDetails<PackageChange> changes;

  PackagesView(PackagesViewModel model, Background background, Messages messages) {
    this.model = model;
    this.messages = messages;
    problems = new ProblemText(messages);
    pages = new TopicPages(messages);
    summary = new PackageSummary(model, messages);
    PackageTable table = new PackageTable(model, background, messages);
    changes =
        new TableWithDetails<>(
            table,
            new TableWithDetails.Rows<>(
                table::selected,
                model.selectedProperty(),
                model::select,
                () -> new PackageDetailsView(model, messages),
                0.55));
    setMinHeight(0);
    table.setPlaceholder(
        new StatePage(
            MaterialDesignF.FILE_SEARCH_OUTLINE,
            messages.get("compare.packages.no-match"),
            messages.get("compare.packages.no-match.tip")));
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
    changes.addPieces(pieces, summary, this);
  }

  @Override
  public void begin() {
    model.comparisonProperty().subscribe(this::draw);
    changes.begin();
  }

  @Override
  public void focus() {
    changes.focus();
  }

  @Override
  public void find() {
    summary.filter().take();
  }

  private void draw(PackageComparison comparison) {
    Node shown =
        switch (comparison) {
          case PackageComparison.Unasked() -> pages.unasked("compare.packages.nothing.tip");
          case PackageComparison.Running() -> pages.running("compare.packages.running");
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
          case PackageComparison.Broken(Problem problem) -> pages.broken(problem, model::again);
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
    changes.notices().getChildren().clear();
    if (!answer.problems().isEmpty()) {
      changes
          .notices()
          .getChildren()
          .add(
              new Notice(
                  Tone.WARNING,
                  messages.get("compare.unread", answer.problems().size()),
                  problems.sentence(answer.problems().getFirst())));
    }
    return changes;
  }
}
