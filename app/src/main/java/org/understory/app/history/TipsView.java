package org.understory.app.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.understory.app.control.MenuNote;
import org.understory.model.history.Checksum;
import org.understory.resources.Messages;

/** The refs and deployments at the left, each with a box to tick. */
final class TipsView extends VBox {
  private final TipsViewModel model;
  private final HistoryActions actions;
  private final Messages messages;
  private final ListView<Tip> list = new ListView<>();

  TipsView(TipsViewModel model, HistoryActions actions, Messages messages) {
    this.model = model;
    this.actions = actions;
    this.messages = messages;
    getStyleClass().add("tips");
    Label title = new Label(messages.get("history.tips"));
    title.getStyleClass().addAll("pane-title");
    CheckBox internal = new CheckBox(messages.get("history.tips.show.internal"));
    internal.setId("history-internal");
    internal.setWrapText(true);
    internal.setMinHeight(USE_PREF_SIZE);
    internal.setTooltip(new Tooltip(messages.get("history.tips.show.internal.tip")));
    internal.selectedProperty().bindBidirectional(model.internalProperty());
    VBox.setMargin(internal, new Insets(10, 14, 12, 14));
    getChildren().addAll(title, list(), internal);
  }

  /** Makes rows with nothing in them, for those that come to use. */
  void rehearse() {
    list.setItems(FXCollections.observableArrayList((Tip) null));
  }

  /** Shows what the model has, from now on. */
  void begin() {
    list.setItems(model.lines());
  }

  private ListView<Tip> list() {
    list.setId("history-tips");
    list.getStyleClass().add("tips-list");
    list.setAccessibleText(messages.get("history.tips"));
    list.setFixedCellSize(32);
    list.setCellFactory(view -> new TipCell());
    list.setOnKeyPressed(
        event -> {
          Tip tip = list.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.SPACE && tip != null) {
            toggle(tip);
            event.consume();
          }
        });
    list.setOnContextMenuRequested(this::showMenu);
    VBox.setVgrow(list, Priority.ALWAYS);
    return list;
  }

  /** By a key it is about the selected line; by the mouse a cell has asked for its own before. */
  private void showMenu(ContextMenuEvent event) {
    showMenu(list.getSelectionModel().getSelectedItem(), event);
  }

  private void showMenu(@Nullable Tip tip, ContextMenuEvent event) {
    if (tip instanceof Tip.Choice choice) {
      menu(choice).show(list, event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }

  /** Made when it is wanted: a menu is a window of its own, too much for every line. */
  private ContextMenu menu(Tip.Choice choice) {
    MenuItem only = new MenuItem(messages.get("history.tips.only"));
    only.setOnAction(chosen -> model.only(choice));
    MenuItem all = new MenuItem(messages.get("history.tips.all"));
    all.setOnAction(chosen -> model.all());
    ContextMenu menu = new ContextMenu(only, all);
    choice
        .branch()
        .filter(actions::canRebase)
        .ifPresent(branch -> menu.getItems().addAll(move(branch, choice.commit())));
    return menu;
  }

  private List<MenuItem> move(String branch, Checksum commit) {
    List<MenuItem> items = new ArrayList<>(List.of(new SeparatorMenuItem()));
    Optional<String> reason = actions.reasonProperty().getValue();
    reason.ifPresent(why -> items.add(new MenuNote(why)));
    MenuItem move = new MenuItem(messages.get("history.rebase"));
    move.setDisable(reason.isPresent());
    move.setOnAction(chosen -> actions.rebase(branch, commit));
    items.add(move);
    return items;
  }

  private void toggle(Tip tip) {
    switch (tip) {
      case Tip.Group group -> model.toggle(group);
      case Tip.Choice choice -> choice.ticked().set(!choice.ticked().get());
    }
  }

  private final class TipCell extends ListCell<Tip> {
    private final CheckBox box = new CheckBox();
    private final Tooltip tip = new Tooltip();
    private Subscription following = Subscription.EMPTY;

    TipCell() {
      box.setFocusTraversable(false);
      // Names of refs hold underscores that are no keys to press.
      box.setMnemonicParsing(false);
      box.setMaxWidth(Double.MAX_VALUE);
      setMinWidth(0);
      setPrefWidth(0);
      setGraphic(box);
      setOnContextMenuRequested(event -> showMenu(getItem(), event));
    }

    @Override
    protected void updateItem(Tip item, boolean empty) {
      super.updateItem(item, empty);
      following.unsubscribe();
      following = Subscription.EMPTY;
      setTooltip(null);
      box.setVisible(!empty && item != null);
      if (empty || item == null) {
        return;
      }
      box.setText(item.label());
      box.setOnAction(
          event -> {
            toggle(item);
            if (item instanceof Tip.Group group) {
              // Not all in it can be ticked at once; the box has ticked itself.
              show(group.ticked().get());
            }
          });
      setAccessibleText(item.label());
      switch (item) {
        case Tip.Group group -> showGroup(group);
        case Tip.Choice choice -> showChoice(choice);
      }
    }

    /** Styling a box anew for every other line would hold up a frame. */
    private void style(String style) {
      List<String> classes = List.of("check-box", style);
      if (!box.getStyleClass().equals(classes)) {
        box.getStyleClass().setAll(classes);
      }
    }

    private void showGroup(Tip.Group group) {
      style("tip-group");
      following = group.ticked().subscribe(this::show);
    }

    private void show(Tip.Ticked ticked) {
      box.setIndeterminate(ticked == Tip.Ticked.SOME);
      box.setSelected(ticked == Tip.Ticked.ALL);
    }

    private void showChoice(Tip.Choice choice) {
      style("tip-choice");
      box.setIndeterminate(false);
      // Branches differ at their ends; of a deployment the version comes first and tells it from
      // others, not the stateroot behind it.
      box.setTextOverrun(
          choice.deployment() ? OverrunStyle.ELLIPSIS : OverrunStyle.CENTER_ELLIPSIS);
      following = choice.ticked().subscribe(box::setSelected);
      tip.setText(choice.tip());
      setTooltip(tip);
    }
  }
}
