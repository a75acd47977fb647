package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.understory.app.control.Chip;
import org.understory.app.control.CopyButton;
import org.understory.app.control.Tip;
import org.understory.app.deployment.DeploymentState;
import org.understory.resources.Messages;

/** What the card of a deployment says: its name and states, where it comes from, and a note. */
final class DeploymentWordsView {
  private static final double MIN_TITLE = 80;

  private final DeploymentCard card;
  private final Messages messages;

  DeploymentWordsView(DeploymentCard card, Messages messages) {
    this.card = card;
    this.messages = messages;
  }

  /** One node below the other. */
  List<Node> lines() {
    List<Node> lines = new ArrayList<>(List.of(first(), second()));
    card.note().ifPresent(note -> lines.add(note(note)));
    return lines;
  }

  private Node first() {
    Label place = new Label(Integer.toString(card.place()));
    place.getStyleClass().add("place");
    place.setTooltip(new Tip(messages.get("system.place.tip", card.place())));
    Label title = title();
    HBox chips = new HBox(6);
    chips.setAlignment(Pos.CENTER_LEFT);
    for (DeploymentState state : card.states()) {
      chips.getChildren().add(new Chip(state.word(), state.meaning(), state.tone()));
    }
    Label age = new Label(card.age());
    age.getStyleClass().add("muted");
    age.setMinWidth(Region.USE_PREF_SIZE);
    age.setTooltip(new Tip(card.date()));
    HBox row = new HBox(12, place, title);
    card.label().ifPresent(label -> row.getChildren().add(label(label)));
    row.getChildren().addAll(chips, grow(), age);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Node label(String text) {
    Label label = new Label(text, new FontIcon(MaterialDesignT.TAG_OUTLINE));
    label.getStyleClass().add("deployment-label");
    label.setMinWidth(40);
    label.setTooltip(new Tip(text));
    return label;
  }

  private static Node note(String text) {
    Label note = new Label(text);
    note.getStyleClass().addAll("muted", "deployment-note");
    note.setWrapText(true);
    note.setTooltip(new Tip(text));
    return note;
  }

  private Node second() {
    Label branch = new Label(card.branch(), new FontIcon(MaterialDesignS.SOURCE_BRANCH));
    branch.setTooltip(new Tip(card.branch()));
    branch.setMinWidth(60);
    Label date = new Label(card.date(), new FontIcon(MaterialDesignC.CALENDAR_BLANK_OUTLINE));
    Label commit = new Label(card.shortChecksum(), new FontIcon(MaterialDesignS.SOURCE_COMMIT));
    commit.getStyleClass().add("mono");
    commit.setTooltip(new Tip(card.checksum().hex()));
    commit.setMinWidth(Region.USE_PREF_SIZE);
    date.setMinWidth(Region.USE_PREF_SIZE);
    CopyButton copy = new CopyButton(card.checksum().hex(), messages.get("system.copy"));
    HBox row = new HBox(20, branch, date, new HBox(4, commit, copy));
    ((HBox) row.getChildren().get(2)).setAlignment(Pos.CENTER_LEFT);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().addAll("muted", "facts");
    return row;
  }

  /** A long version may be cut, but not so far that nothing is left to read. */
  private Label title() {
    Label title =
        new Label(card.title()) {
          @Override
          protected double computeMinWidth(double height) {
            return Math.min(MIN_TITLE, prefWidth(height));
          }
        };
    title.getStyleClass().add("title-3");
    return title;
  }

  private static Region grow() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }
}
