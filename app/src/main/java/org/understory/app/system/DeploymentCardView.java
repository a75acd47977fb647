package org.understory.app.system;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.Chip;
import org.understory.app.control.CopyButton;
import org.understory.app.control.Tip;
import org.understory.app.system.DeploymentCard.State;
import org.understory.resources.Messages;

/** One deployment: its name, states and date, where to go from it, and its details on request. */
final class DeploymentCardView extends VBox {
  private static final double MIN_TITLE = 80;

  private final DeploymentCard card;
  private final SystemViewModel model;
  private final Messages messages;
  private final BooleanBinding open;

  DeploymentCardView(DeploymentCard card, SystemViewModel model, Messages messages) {
    this.card = card;
    this.model = model;
    this.messages = messages;
    getStyleClass().addAll("card", "deployment");
    setId("deployment-" + card.place());
    open =
        Bindings.createBooleanBinding(() -> model.expanded().contains(card.id()), model.expanded());
    getChildren().addAll(first(), second(), actions());
    open.subscribe(this::details);
  }

  /** Details are built when they are first wanted: most never are. */
  private void details(boolean wanted) {
    if (wanted) {
      getChildren().add(new DeploymentDetails(card, messages));
    } else {
      getChildren().removeIf(DeploymentDetails.class::isInstance);
    }
  }

  private Node first() {
    Label place = new Label(Integer.toString(card.place()));
    place.getStyleClass().add("place");
    place.setTooltip(new Tip(messages.get("system.place.tip", card.place())));
    Label title = title();
    HBox chips = new HBox(6);
    chips.setAlignment(Pos.CENTER_LEFT);
    for (State state : card.states()) {
      chips.getChildren().add(new Chip(state.word(), state.meaning(), state.tone()));
    }
    Label age = new Label(card.age());
    age.getStyleClass().add("muted");
    age.setMinWidth(Region.USE_PREF_SIZE);
    age.setTooltip(new Tip(card.date()));
    HBox row = new HBox(12, place, title, chips, grow(), age);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
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

  private Node actions() {
    HBox row = new HBox(8);
    HBox.setHgrow(row, Priority.ALWAYS);
    row.getStyleClass().add("actions");
    row.getChildren()
        .addAll(
            action(
                "history",
                MaterialDesignS.SOURCE_BRANCH,
                () -> model.showInHistory(card.checksum())),
            action("browse", MaterialDesignF.FOLDER_OUTLINE, () -> model.browse(card.checksum())));
    card.compareWith()
        .ifPresent(
            running ->
                row.getChildren()
                    .add(
                        action(
                            "compare",
                            MaterialDesignC.COMPARE_HORIZONTAL,
                            () -> model.compare(running, card.checksum()))));
    Button details = new Button();
    details.setId("details-" + card.place());
    details.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    details
        .textProperty()
        .bind(
            Bindings.when(open)
                .then(messages.get("system.details.close"))
                .otherwise(messages.get("system.details")));
    details
        .graphicProperty()
        .bind(
            Bindings.when(open)
                .then(new FontIcon(MaterialDesignC.CHEVRON_UP))
                .otherwise(new FontIcon(MaterialDesignC.CHEVRON_DOWN)));
    details.setOnAction(event -> model.toggle(card.id()));
    HBox line = new HBox(8, row, details);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private Button action(String key, Ikon symbol, Runnable work) {
    Button button = new Button(messages.get("system.action." + key), new FontIcon(symbol));
    button.setId(key + "-" + card.place());
    button.getStyleClass().add(Styles.SMALL);
    button.setTooltip(new Tip(messages.get("system.action." + key + ".tip")));
    button.setOnAction(event -> work.run());
    return button;
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
