package org.understory.app.remotes;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.Chip;
import org.understory.app.control.MenuNote;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Tip;
import org.understory.app.control.Tone;
import org.understory.app.remotes.RemoteCard.Checking;
import org.understory.app.remotes.RemoteCard.Fact;
import org.understory.resources.Messages;

/** One remote: its name and address, whether it is checked, and what is known of it. */
final class RemoteCardView extends VBox {
  private final RemoteCard card;
  private final RemotesViewModel model;
  private final Messages messages;

  RemoteCardView(RemoteCard card, RemotesViewModel model, Messages messages) {
    this.card = card;
    this.model = model;
    this.messages = messages;
    setId("remote-of-" + card.key());
    getStyleClass().addAll("card", "remote");
    getChildren().addAll(title(), address(), facts(), actions());
    setOnContextMenuRequested(this::showMenu);
  }

  private Node title() {
    Label name = new Label(card.name());
    name.getStyleClass().add("title-3");
    name.setTooltip(new Tip(card.name()));
    String key = "remotes." + card.checking().key();
    Chip chip = new Chip(messages.get(key), messages.get(key + ".tip"), tone(card.checking()));
    chip.setGraphic(new FontIcon(symbol(card.checking())));
    chip.getStyleClass().add("remote-checking");
    HBox row = new HBox(12, name, chip);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Node address() {
    Label address = new Label(card.address());
    address.getStyleClass().addAll("mono", "remote-address");
    address.setWrapText(true);
    return address;
  }

  private Node facts() {
    GridPane grid = new GridPane(20, 6);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(new ColumnConstraints(), values);
    String before = "";
    for (Fact fact : card.facts()) {
      Label name = new Label(fact.name().equals(before) ? "" : fact.name());
      name.getStyleClass().add("muted");
      name.setMinWidth(USE_PREF_SIZE);
      GridPane.setValignment(name, VPos.TOP);
      Label value = new Label(fact.value());
      value.setWrapText(true);
      if (fact.exact()) {
        value.getStyleClass().add("mono");
      }
      fact.whole().ifPresent(whole -> explain(value, fact, whole));
      grid.addRow(grid.getRowCount(), name, value);
      before = fact.name();
    }
    return grid;
  }

  private static void explain(Label value, Fact fact, String whole) {
    value.setTooltip(new Tip(whole));
    value.setAccessibleText(fact.name() + ": " + fact.value() + ". " + whole);
  }

  private Node actions() {
    Button key = new Button(messages.get("remotes.key"), new FontIcon(MaterialDesignK.KEY_PLUS));
    key.setId("remote-key-of-" + card.key());
    key.setOnAction(event -> model.importKey(card));
    key.setAccessibleText(messages.get("remotes.key.of", card.name()));
    Button remove =
        new Button(messages.get("remotes.remove"), new FontIcon(MaterialDesignD.DELETE_OUTLINE));
    remove.setId("remote-remove-" + card.key());
    remove.setOnAction(event -> model.remove(card));
    remove.setAccessibleText(messages.get("remotes.remove.of", card.name()));
    for (Button button : List.of(key, remove)) {
      button.getStyleClass().add(Styles.SMALL);
    }
    HBox row =
        new HBox(
            8,
            new Reasoned(key, messages.get("remotes.key.tip"), model.reasonProperty()),
            new Reasoned(remove, messages.get("remotes.remove.tip"), model.reasonProperty()));
    row.getStyleClass().add("remote-actions");
    return row;
  }

  /** The same with the other button of the mouse, or the key for it. */
  private void showMenu(ContextMenuEvent event) {
    ContextMenu menu = new ContextMenu();
    Optional<String> reason = model.reasonProperty().getValue();
    reason.ifPresent(why -> menu.getItems().add(new MenuNote(why)));
    menu.getItems().add(item("remotes.key", () -> model.importKey(card), reason));
    menu.getItems().add(item("remotes.remove", () -> model.remove(card), reason));
    menu.show(this, event.getScreenX(), event.getScreenY());
    event.consume();
  }

  private MenuItem item(String key, Runnable action, Optional<String> reason) {
    MenuItem item = new MenuItem(messages.get(key));
    item.setDisable(reason.isPresent());
    item.setOnAction(event -> action.run());
    return item;
  }

  private static Ikon symbol(Checking checking) {
    return switch (checking) {
      case CHECKED -> MaterialDesignS.SHIELD_CHECK_OUTLINE;
      case KEYLESS -> MaterialDesignS.SHIELD_ALERT_OUTLINE;
      case UNCHECKED -> MaterialDesignS.SHIELD_OFF_OUTLINE;
    };
  }

  private static Tone tone(Checking checking) {
    return switch (checking) {
      case CHECKED -> Tone.SUCCESS;
      case KEYLESS -> Tone.WARNING;
      case UNCHECKED -> Tone.DANGER;
    };
  }
}
