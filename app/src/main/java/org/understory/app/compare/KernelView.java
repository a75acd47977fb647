package org.understory.app.compare;

import static org.understory.model.text.Sanitizer.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.understory.app.compare.TopicAnswer.Answered;
import org.understory.app.compare.TopicAnswer.Broken;
import org.understory.app.compare.TopicAnswer.Progress;
import org.understory.app.compare.TopicAnswer.Running;
import org.understory.app.compare.TopicAnswer.Unasked;
import org.understory.app.control.Pieces;
import org.understory.app.control.Scroller;
import org.understory.app.text.ArgumentText;
import org.understory.app.text.SizeText;
import org.understory.model.operation.Problem;
import org.understory.model.system.ArgumentChanges;
import org.understory.model.system.Kernel;
import org.understory.model.system.Kernel.BootFile;
import org.understory.model.system.KernelArguments;
import org.understory.resources.Messages;

/** Draws kernel, initramfs and kernel arguments before and after. */
final class KernelView extends StackPane implements TopicView {
  private final TopicAnswer<KernelAnswer> answer;
  private final Messages messages;
  private final ArgumentText meanings;
  private final SizeText sizes;
  private final TopicPages pages;
  private final Scroller scroller = new Scroller();

  KernelView(TopicAnswer<KernelAnswer> answer, Messages messages) {
    this.answer = answer;
    this.messages = messages;
    meanings = new ArgumentText(messages);
    sizes = new SizeText(messages);
    pages = new TopicPages(messages);
    setMinHeight(0);
    scroller.setFitToWidth(true);
    scroller.setId("kernel-view");
  }

  @Override
  public Topic topic() {
    return Topic.KERNEL;
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void addPieces(Pieces pieces) {}

  @Override
  public void begin() {
    answer.progressProperty().subscribe(this::draw);
  }

  @Override
  public void focus() {
    scroller.requestFocus();
  }

  @Override
  public void find() {
    scroller.requestFocus();
  }

  private void draw(Progress<KernelAnswer> progress) {
    Node shown =
        switch (progress) {
          case Unasked<KernelAnswer>() -> pages.unasked();
          case Running<KernelAnswer>() -> pages.running();
          case Broken<KernelAnswer>(Problem problem) -> pages.broken(problem, answer::again);
          case Answered<KernelAnswer>(KernelAnswer it) -> {
            VBox column = new VBox(16, files(it), arguments(it));
            column.getStyleClass().add("kernel-column");
            scroller.setContent(column);
            yield scroller;
          }
        };
    getChildren().setAll(shown);
  }

  private Node files(KernelAnswer it) {
    GridPane grid = new GridPane(24, 10);
    for (int i = 0; i < 3; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setHgrow(i == 0 ? Priority.NEVER : Priority.ALWAYS);
      if (i > 0) {
        column.setPercentWidth(40);
      }
      grid.getColumnConstraints().add(column);
    }
    grid.addRow(
        0,
        new Region(),
        label(messages.get("compare.before"), "muted", "strong"),
        label(messages.get("compare.after"), "muted", "strong"));
    row(grid, "kernel.version", it.before().map(Kernel::version), it.after().map(Kernel::version));
    row(
        grid,
        "kernel.image",
        it.before().map(each -> text(each.image())),
        it.after().map(each -> text(each.image())));
    row(
        grid,
        "kernel.initramfs",
        it.before().flatMap(Kernel::initramfs).map(this::text),
        it.after().flatMap(Kernel::initramfs).map(this::text));
    VBox card = new VBox(14, label(messages.get("compare.kernel.title"), "title-4"), grid);
    card.getStyleClass().addAll("card", "kernel-card");
    return card;
  }

  private void row(GridPane grid, String key, Optional<String> before, Optional<String> after) {
    Label now = value(after);
    if (!before.equals(after)) {
      now.getStyleClass().addAll("strong", "kernel-changed");
    }
    grid.addRow(grid.getRowCount(), label(messages.get(key), "muted"), value(before), now);
  }

  private Label value(Optional<String> text) {
    return text.map(it -> label(line(it)))
        .orElseGet(() -> label(messages.get("compare.kernel.none"), "muted"));
  }

  private String text(BootFile file) {
    return messages.get("compare.kernel.file", sizes.brief(file.size()), file.checksum().brief());
  }

  private Node arguments(KernelAnswer it) {
    VBox card = new VBox(12, label(messages.get("compare.kernel.arguments"), "title-4"));
    card.getStyleClass().addAll("card", "kernel-card");
    card.setId("kernel-arguments");
    if (it.argumentsBefore().isEmpty() || it.argumentsAfter().isEmpty()) {
      card.getChildren().add(label(messages.get("compare.kernel.undeployed"), "muted"));
      it.argumentsBefore()
          .or(it::argumentsAfter)
          .ifPresent(known -> all(card, known.own().arguments()));
      return card;
    }
    KernelArguments after = it.argumentsAfter().get();
    ArgumentChanges changes = ArgumentChanges.between(it.argumentsBefore().get(), after);
    group(card, "compare.kernel.added", changes.added(), "added", "+ ");
    group(card, "compare.kernel.removed", changes.removed(), "removed", "\u2212 ");
    if (!changes.changed().isEmpty()) {
      card.getChildren().add(label(messages.get("compare.kernel.changed"), "muted", "strong"));
      for (ArgumentChanges.Changed each : changes.changed()) {
        card.getChildren()
            .add(
                argument(
                    each.to(),
                    chip("\u2212 " + each.from(), "removed"),
                    chip("+ " + each.to(), "added")));
      }
    }
    List<String> rest = new ArrayList<>(after.own().arguments());
    changes.added().forEach(rest::remove);
    changes.changed().forEach(each -> rest.remove(each.to()));
    if (changes.isEmpty()) {
      card.getChildren().add(label(messages.get("compare.kernel.same"), "muted"));
    } else if (!rest.isEmpty()) {
      card.getChildren().add(label(messages.get("compare.kernel.rest"), "muted", "strong"));
    }
    all(card, rest);
    return card;
  }

  private void group(VBox card, String key, List<String> arguments, String style, String sign) {
    if (!arguments.isEmpty()) {
      card.getChildren().add(label(messages.get(key), "muted", "strong"));
      arguments.forEach(each -> card.getChildren().add(argument(each, chip(sign + each, style))));
    }
  }

  private void all(VBox card, List<String> arguments) {
    arguments.forEach(each -> card.getChildren().add(argument(each, chip(each, "same"))));
  }

  private Node argument(String argument, Label... chips) {
    HBox row = new HBox(10, chips);
    row.setAlignment(Pos.CENTER_LEFT);
    meanings
        .meaning(argument)
        .ifPresent(
            it -> {
              Label meaning = label(it, "muted");
              HBox.setHgrow(meaning, Priority.ALWAYS);
              row.getChildren().add(meaning);
            });
    return row;
  }

  private static Label chip(String text, String style) {
    Label chip = label(line(text), "mono", "argument", style);
    chip.setMinWidth(0);
    return chip;
  }

  private static Label label(String text, String... styles) {
    Label label = new Label(text);
    label.getStyleClass().addAll(styles);
    label.setWrapText(true);
    return label;
  }
}
