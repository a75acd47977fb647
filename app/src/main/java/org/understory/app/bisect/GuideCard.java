package org.understory.app.bisect;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Tone;
import org.understory.model.history.Bisection.Verdict;
import org.understory.model.packages.PackageDiff;
import org.understory.resources.Messages;

/** What a card of the guide is made of. */
final class GuideCard {
  /** More of them are read better where they can be searched. */
  private static final int PACKAGES = 12;

  private final BisectViewModel model;
  private final Messages messages;
  private final BisectWords words;

  GuideCard(BisectViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    words = new BisectWords(messages);
  }

  /**
   * The card for this step.
   *
   * @param primary goes on; empty where there is nothing to press but answers
   */
  SheetCard of(Guide guide, Button end, Button close, Optional<Button> primary) {
    SheetCard card = new SheetCard(messages.get("bisect.title"), false);
    card.setId("bisect-sheet");
    card.add(track(guide), head(guide));
    switch (guide.step()) {
      case Step.Over _ -> guide.known().packages().ifPresent(diff -> card.add(packages(diff)));
      case Step.Answer _ -> card.add(answers("bisect.answer.now"), marks(guide));
      case Step.Restart _, Step.Try _ -> card.add(answers("bisect.answer.already"), marks(guide));
    }
    card.buttons(Optional.of(end), close, primary);
    return card;
  }

  private Node track(Guide guide) {
    Known known = guide.known();
    Label first =
        new Label(messages.get("bisect.works", known.name(known.search().versions().getFirst())));
    Label last =
        new Label(messages.get("bisect.broken", known.name(known.search().versions().getLast())));
    for (Label each : List.of(first, last)) {
      each.getStyleClass().addAll("muted", "caption");
      each.setMinWidth(0);
    }
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return new VBox(
        4,
        new Track(known.search(), guide.step().about(), String.join("\n", words.marks(known))),
        new HBox(8, first, space, last));
  }

  private Node head(Guide guide) {
    Label headline = wrapped(words.headline(guide), "title-4");
    headline.setId("bisect-headline");
    VBox head = new VBox(4, headline, wrapped(words.explanation(guide), "bisect-text"));
    if (!(guide.step() instanceof Step.Over)) {
      head.getChildren().add(wrapped(words.left(guide.known().search()), "muted"));
    }
    return head;
  }

  private Node answers(String key) {
    FlowPane row = new FlowPane(8, 8);
    for (Verdict verdict : Verdict.values()) {
      row.getChildren()
          .add(Answers.button(verdict, "sheet", messages, () -> model.answer(verdict)));
    }
    return new VBox(6, wrapped(messages.get(key), "strong"), row);
  }

  private Node marks(Guide guide) {
    VBox lines = new VBox(4, wrapped(messages.get("bisect.known"), "strong"));
    List<String> marks = words.marks(guide.known());
    for (int i = 0; i < marks.size(); i++) {
      Label line = wrapped(marks.get(i), "bisect-mark");
      line.setGraphic(
          switch (i) {
            case 0 -> icon(MaterialDesignC.CHECK_CIRCLE_OUTLINE, Tone.SUCCESS);
            case 1 -> icon(MaterialDesignC.CLOSE_CIRCLE_OUTLINE, Tone.DANGER);
            default -> icon(MaterialDesignH.HELP_CIRCLE_OUTLINE, Tone.NEUTRAL);
          });
      lines.getChildren().add(line);
    }
    if (!guide.known().search().marks().isEmpty()) {
      Button undo =
          new Button(messages.get("bisect.undo"), new FontIcon(MaterialDesignA.ARROW_LEFT));
      undo.setId("bisect-undo");
      undo.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
      undo.setOnAction(event -> model.takeBack());
      lines.getChildren().add(undo);
    }
    return lines;
  }

  private static FontIcon icon(Ikon symbol, Tone tone) {
    FontIcon icon = new FontIcon(symbol);
    icon.getStyleClass().add(tone.style());
    return icon;
  }

  private Node packages(PackageDiff diff) {
    List<String> all = words.packages(diff);
    VBox lines = new VBox(4, wrapped(messages.get("bisect.packages", all.size()), "strong"));
    lines.setId("bisect-packages");
    all.stream().limit(PACKAGES).forEach(each -> lines.getChildren().add(wrapped(each, "mono")));
    if (all.size() > PACKAGES) {
      lines
          .getChildren()
          .add(wrapped(messages.get("bisect.packages.more", all.size() - PACKAGES), "muted"));
    }
    lines.setAlignment(Pos.TOP_LEFT);
    return lines;
  }

  static Label wrapped(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
