package org.understory.app.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.understory.app.control.MenuNote;
import org.understory.resources.Messages;

/** The menu of a card. */
final class CardMenu {
  private final DeploymentCard card;
  private final SystemViewModel model;
  private final Messages messages;

  CardMenu(DeploymentCard card, SystemViewModel model, Messages messages) {
    this.card = card;
    this.model = model;
    this.messages = messages;
  }

  /** Items for these; where nothing can be changed the menu says why. */
  List<MenuItem> items(List<CardAction> actions) {
    Optional<String> reason = model.reasonProperty().getValue();
    List<MenuItem> items = new ArrayList<>();
    boolean told = false;
    Optional<CardAction.Group> group = Optional.empty();
    for (CardAction action : actions) {
      if (group.isPresent() && group.get() != action.group()) {
        items.add(new SeparatorMenuItem());
      }
      group = Optional.of(action.group());
      if (action.changes() && reason.isPresent() && !told) {
        items.add(new MenuNote(reason.get()));
        told = true;
      }
      MenuItem item = new MenuItem(messages.get("system.action." + action.key()));
      item.setDisable(action.changes() && reason.isPresent());
      item.setOnAction(event -> model.perform(action, card));
      items.add(item);
    }
    return items;
  }
}
