package org.understory.app.system;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.understory.app.control.MoreButton;
import org.understory.app.control.Reasoned;
import org.understory.app.control.Tip;
import org.understory.resources.Messages;

/** One deployment: its name, states and date, where to go from it, and its details on request. */
final class DeploymentCardView extends VBox {
  /** So many actions have a button of their own. */
  private static final int LEADING = 2;

  private final DeploymentCard card;
  private final SystemViewModel model;
  private final Messages messages;
  private final CardMenu menu;
  private final BooleanBinding open;

  DeploymentCardView(DeploymentCard card, SystemViewModel model, Messages messages) {
    this.card = card;
    this.model = model;
    this.messages = messages;
    this.menu = new CardMenu(card, model, messages);
    getStyleClass().addAll("card", "deployment");
    setId("deployment-" + card.place());
    open =
        Bindings.createBooleanBinding(() -> model.expanded().contains(card.id()), model.expanded());
    getChildren().addAll(new DeploymentWordsView(card, messages).lines());
    getChildren().add(actions());
    setOnContextMenuRequested(this::showMenu);
    open.subscribe(this::details);
  }

  /** The deployment that it shows. */
  String deployment() {
    return card.id();
  }

  /** What has the keyboard here, as {@link #focus} takes it. */
  String focusedKey() {
    String id = getScene().getFocusOwner().getId();
    return id == null ? "more" : id.replaceFirst("-\\d+$", "");
  }

  /** Puts the keyboard on this, or on the menu where there is no such thing any more. */
  void focus(String key) {
    Node wanted = lookup("#" + key + "-" + card.place());
    Node more = lookup("#more-" + card.place());
    (wanted == null || wanted.isDisabled() ? more : wanted).requestFocus();
  }

  /** Details are built when they are first wanted: most never are. */
  private void details(boolean wanted) {
    if (wanted) {
      getChildren().add(new DeploymentDetails(card, messages));
    } else {
      getChildren().removeIf(DeploymentDetails.class::isInstance);
    }
  }

  private Node actions() {
    HBox row = new HBox(8);
    HBox.setHgrow(row, Priority.ALWAYS);
    row.getStyleClass().add("actions");
    List<CardAction> actions = card.actions();
    actions.stream().limit(LEADING).map(this::button).forEach(row.getChildren()::add);
    List<CardAction> rest = actions.stream().skip(LEADING).toList();
    MoreButton more = new MoreButton(messages.get("system.more"), () -> menu.items(rest));
    more.setId("more-" + card.place());
    more.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
    more.setAccessibleText(messages.get("system.more.of", card.title()));
    row.getChildren().add(more);
    HBox line = new HBox(8, row, detailsButton());
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private Button detailsButton() {
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
    return details;
  }

  private Node button(CardAction action) {
    String key = "system.action." + action.key();
    Button button = new Button(messages.get(key), new FontIcon(symbol(action)));
    button.setId(action.key() + "-" + card.place());
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(event -> model.perform(action, card));
    String tip = messages.get(key + ".tip");
    if (action.changes()) {
      return new Reasoned(button, tip, model.reasonProperty());
    }
    button.setTooltip(new Tip(tip));
    return button;
  }

  private static Ikon symbol(CardAction action) {
    return switch (action) {
      case BOOT_NEXT -> MaterialDesignP.POWER;
      case START_ONCE -> MaterialDesignN.NUMERIC_1_CIRCLE_OUTLINE;
      case USUAL -> MaterialDesignU.UNDO;
      case COMPARE -> MaterialDesignC.COMPARE_HORIZONTAL;
      case HISTORY -> MaterialDesignS.SOURCE_BRANCH;
      case BROWSE -> MaterialDesignF.FOLDER_OUTLINE;
      case PIN, UNPIN -> MaterialDesignP.PIN_OUTLINE;
      case LABEL -> MaterialDesignT.TAG_OUTLINE;
      case ARGUMENTS -> MaterialDesignC.CONSOLE_LINE;
      case UNLOCK, HOTFIX -> MaterialDesignL.LOCK_OPEN_OUTLINE;
      case HOLD, RELEASE, FINALIZE -> MaterialDesignP.PAUSE;
      case DISCARD, REMOVE -> MaterialDesignD.DELETE_OUTLINE;
    };
  }

  /** The whole menu, where the pointer is or, asked for by a key, where the keyboard is. */
  private void showMenu(ContextMenuEvent event) {
    ContextMenu shown = new ContextMenu();
    shown.getItems().setAll(menu.items(card.actions()));
    shown.show(this, event.getScreenX(), event.getScreenY());
    event.consume();
  }
}
