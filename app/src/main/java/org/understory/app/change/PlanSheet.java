package org.understory.app.change;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.change.PlanCard.Caution;
import org.understory.app.change.PlanCard.Difference;
import org.understory.app.change.PlanCard.Fact;
import org.understory.app.change.PlanCard.Line;
import org.understory.app.control.Notice;
import org.understory.app.control.SheetCard;
import org.understory.app.control.Tone;
import org.understory.model.plan.Operation;
import org.understory.resources.Messages;

/** What a plan does, for somebody to agree to: two boot lists side by side, warnings, facts. */
final class PlanSheet {
  private final PlanCard plan;
  private final Messages messages;
  private final SheetCard card;

  private PlanSheet(PlanCard plan, Messages messages, Optional<? extends Node> choice, VBox more) {
    this.plan = plan;
    this.messages = messages;
    boolean moves = !plan.now().equals(plan.then());
    card = new SheetCard(plan.title(), moves);
    card.setId("plan-sheet");
    choice.ifPresent(card::add);
    add(Tone.DANGER);
    plan.note().ifPresent(text -> card.add(text(text, "muted")));
    if (!plan.differences().isEmpty()) {
      card.add(differences());
    }
    if (moves) {
      card.add(lists());
    } else if (plan.differences().isEmpty()) {
      card.add(text(messages.get("change.same"), "muted"));
    }
    add(Tone.WARNING);
    add(Tone.NEUTRAL);
    card.add(more);
    card.add(facts());
  }

  /**
   * The card, with these buttons.
   *
   * @param choice what else could be planned
   * @param more what is found out while the card is shown
   */
  static SheetCard of(
      PlanCard plan,
      Messages messages,
      Optional<? extends Node> choice,
      VBox more,
      Optional<Button> back,
      Button cancel,
      Button agree) {
    SheetCard card = new PlanSheet(plan, messages, choice, more).card;
    agree.setText(plan.verb());
    agree.getStyleClass().add(plan.destructive() || plan.serious() ? Styles.DANGER : Styles.ACCENT);
    card.buttons(back, cancel, Optional.of(agree));
    if (plan.serious()) {
      card.careful();
    }
    return card;
  }

  private void add(Tone tone) {
    VBox notices = new VBox(8);
    for (Caution caution : plan.warnings()) {
      if (caution.tone() == tone) {
        Notice notice = new Notice(tone, "", caution.text());
        notice.getStyleClass().add("caution");
        notices.getChildren().add(notice);
      }
    }
    if (!notices.getChildren().isEmpty()) {
      card.add(notices);
    }
  }

  /** In one grid, so that both columns keep the same rows. */
  private Node lists() {
    GridPane grid = new GridPane(16, 8);
    grid.setId("plan-lists");
    grid.getStyleClass().add("boot-lists");
    for (int i = 0; i < 2; i++) {
      ColumnConstraints half = new ColumnConstraints();
      half.setPercentWidth(50);
      grid.getColumnConstraints().add(half);
    }
    column(grid, 0, "plan-now", messages.get("change.now"), plan.now());
    column(grid, 1, "plan-then", plan.thenCaption(), plan.then());
    return grid;
  }

  private void column(GridPane grid, int column, String style, String caption, List<Line> lines) {
    Label heading = new Label(caption);
    heading.getStyleClass().addAll("strong", "boot-caption");
    grid.add(heading, column, 0);
    int row = 1;
    for (Line line : lines) {
      BootLineView view = new BootLineView(line, messages);
      view.getStyleClass().add(style);
      grid.add(view, column, row++);
    }
    if (lines.isEmpty()) {
      grid.add(text(messages.get("change.nothing-left"), "muted"), column, row);
    }
  }

  private Node differences() {
    Operation operation = plan.plan().operation();
    boolean packages =
        operation instanceof Operation.ChangeLayers
            || operation instanceof Operation.ChangeOverrides
            || operation instanceof Operation.UsePackageFiles;
    Label heading =
        new Label(
            messages.get(packages ? "change.layers.difference" : "change.arguments.difference"));
    heading.getStyleClass().add("strong");
    FlowPane all = new FlowPane(8, 8);
    for (Difference each : plan.differences()) {
      Label argument = new Label((each.added() ? "+ " : "\u2212 ") + each.text());
      argument.getStyleClass().addAll("mono", "argument", each.added() ? "added" : "removed");
      argument.setWrapText(true);
      argument.setAccessibleText(
          messages.get(
              each.added() ? "change.arguments.added" : "change.arguments.removed", each.text()));
      all.getChildren().add(argument);
    }
    VBox box = new VBox(8, heading, all);
    box.setId("plan-differences");
    return box;
  }

  private Node facts() {
    FlowPane all = new FlowPane(24, 8);
    all.setId("plan-facts");
    all.getStyleClass().add("plan-facts");
    for (Fact fact : plan.facts()) {
      Ikon symbol =
          switch (fact.kind()) {
            case DOWNLOAD -> MaterialDesignD.DOWNLOAD;
            case SPACE -> MaterialDesignD.DATABASE_OUTLINE;
            case RESTART -> MaterialDesignR.RESTART;
            case UNDO -> MaterialDesignU.UNDO;
          };
      Label label = new Label(fact.text(), new FontIcon(symbol));
      label.getStyleClass().add("muted");
      label.setWrapText(true);
      all.getChildren().add(label);
    }
    return all;
  }

  private static Label text(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    return label;
  }
}
