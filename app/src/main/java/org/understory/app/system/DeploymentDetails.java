package org.understory.app.system;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.understory.app.control.Tip;
import org.understory.app.system.DeploymentCard.Fact;
import org.understory.resources.Messages;

/** The expandable part of a card: where it comes from, and its kernel arguments one by one. */
final class DeploymentDetails extends VBox {
  DeploymentDetails(DeploymentCard card, Messages messages) {
    getStyleClass().add("details");
    GridPane grid = new GridPane(20, 8);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(new ColumnConstraints(), values);
    int row = 0;
    for (Fact fact : card.facts()) {
      grid.addRow(row++, name(fact.name()), value(fact.value()));
    }
    grid.addRow(row, name(messages.get("system.fact.arguments")), arguments(card, messages));
    getChildren().setAll(grid);
  }

  private static Label name(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    label.setMinWidth(Region.USE_PREF_SIZE);
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }

  private static Label value(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("mono");
    label.setWrapText(true);
    return label;
  }

  private static Node arguments(DeploymentCard card, Messages messages) {
    if (card.kernelArguments().isEmpty()) {
      return value(messages.get("system.arguments.none"));
    }
    FlowPane all = new FlowPane(6, 6);
    all.setMinWidth(0); // a long one is cut, and not all that is beside it
    for (String argument : card.kernelArguments()) {
      Label one = value(argument);
      one.getStyleClass().add("argument");
      one.maxWidthProperty().bind(all.widthProperty());
      one.setTooltip(new Tip(argument));
      all.getChildren().add(one);
    }
    return all;
  }
}
