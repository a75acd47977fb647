package org.understory.app.history;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.understory.app.control.Low;
import org.understory.app.control.Pieces;
import org.understory.app.control.Shown;
import org.understory.app.history.SearchViewModel.Period;
import org.understory.model.history.CommitQuery.Field;
import org.understory.resources.Messages;

/** The search field and the chips of the filter, above the list. */
final class SearchBar extends VBox {
  private final HistoryViewModel model;
  private final Messages messages;
  private final CustomTextField field = new CustomTextField();
  private final Runnable toList;
  private final ObservableValue<Boolean> low = Low.around(this);
  private final ToggleButton filters =
      new ToggleButton("", new FontIcon(MaterialDesignF.FILTER_OUTLINE));

  /**
   * @param toList puts the keyboard into the list
   */
  SearchBar(HistoryViewModel model, Messages messages, Runnable toList) {
    this.model = model;
    this.messages = messages;
    this.toList = toList;
    getStyleClass().add("search-bar");
    HBox.setHgrow(field, Priority.ALWAYS);
  }

  /** Tells what is left to build. */
  void addPieces(Pieces pieces) {
    HBox first = new HBox();
    first.getStyleClass().add("search-row");
    first.setAlignment(Pos.CENTER_LEFT);
    FlowPane chips = new FlowPane();
    chips.getStyleClass().add("search-chips");
    pieces.add(() -> getChildren().addAll(first, chips));
    // Where there is little height the list has it, until somebody filters.
    chips
        .visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !low.getValue() || filters.isSelected() || model.search().isNarrowed(),
                low,
                filters.selectedProperty(),
                model.search().filterProperty()));
    chips.managedProperty().bind(chips.visibleProperty());
    low.subscribe(now -> Low.mark(this, now));
    pieces.add(() -> first.getChildren().add(field()));
    pieces.add(() -> first.getChildren().addAll(found(), step(false), step(true), filters()));
    pieces.add(() -> chips.getChildren().add(fields()));
    pieces.add(() -> chips.getChildren().addAll(periods(), days()));
    pieces.add(() -> chips.getChildren().addAll(deployed(), matches()));
  }

  /** Puts the keyboard into the field. */
  void focusField() {
    field.requestFocus();
    field.selectAll();
  }

  private Node field() {
    field.setId("history-search");
    field.setPromptText(messages.get("history.search"));
    field.setAccessibleText(messages.get("history.search"));
    field.setTooltip(new Tooltip(messages.get("history.search.tip")));
    field.setLeft(new FontIcon(MaterialDesignM.MAGNIFY));
    field.textProperty().bindBidirectional(model.search().textProperty());
    Button clear = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    clear.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    clear.setAccessibleText(messages.get("history.search.clear"));
    clear.setTooltip(new Tooltip(messages.get("history.search.clear")));
    clear.setFocusTraversable(false);
    clear.visibleProperty().bind(field.textProperty().isNotEmpty());
    clear.setOnAction(event -> field.clear());
    field.setRight(clear);
    field.setOnKeyPressed(this::keyPressed);
    return field;
  }

  private void keyPressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      model.selectMatch(!event.isShiftDown());
    } else if (event.getCode() == KeyCode.DOWN) {
      toList.run();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      if (field.getText().isEmpty()) {
        toList.run();
      }
      field.clear();
    } else {
      return;
    }
    event.consume();
  }

  private Node found() {
    Label found = new Label();
    found.setId("history-found");
    found.getStyleClass().add("muted");
    found.setMinWidth(USE_PREF_SIZE);
    found
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                this::foundText,
                model.arrangementProperty(),
                model.arrangingProperty(),
                model.walkingProperty(),
                model.selectedProperty()));
    return found;
  }

  private String foundText() {
    Arrangement rows = model.arrangementProperty().get();
    if (model.walkingProperty().get() || model.arrangingProperty().get()) {
      return messages.get("history.reading");
    }
    if (!rows.searching()) {
      return messages.get("history.count", rows.reachable());
    }
    int number = rows.matchNumber(model.selectedRow().orElse(-1));
    return number == 0
        ? messages.get("history.found.unplaced", rows.matchCount())
        : messages.get("history.found", rows.matchCount(), number);
  }

  private Node step(boolean below) {
    Button step =
        new Button(
            "", new FontIcon(below ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_UP));
    String words = messages.get(below ? "history.next" : "history.previous");
    step.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    step.setTooltip(new Tooltip(words));
    step.setAccessibleText(words);
    step.setOnAction(event -> model.selectMatch(below));
    step.disableProperty().bind(model.arrangementProperty().map(rows -> rows.matchCount() == 0));
    step.visibleProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !low.getValue() || !step.isDisabled(), low, step.disableProperty()));
    step.managedProperty().bind(step.visibleProperty());
    return step;
  }

  private Node filters() {
    String words = messages.get("history.filters");
    filters.setId("history-filters");
    filters.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    filters.setTooltip(new Tooltip(words));
    filters.setAccessibleText(words);
    low.subscribe(now -> Shown.set(filters, now));
    return filters;
  }

  private Node fields() {
    MenuButton menu = chip(new MenuButton(messages.get("history.search.fields")));
    menu.setId("history-fields");
    for (Field where : Field.values()) {
      CheckMenuItem item = new CheckMenuItem(messages.get(key(where)));
      item.selectedProperty().bindBidirectional(model.search().fieldProperty(where));
      menu.getItems().add(item);
    }
    return menu;
  }

  private static String key(Field field) {
    return switch (field) {
      case VERSION -> "history.field.version";
      case SUBJECT -> "history.field.subject";
      case BODY -> "history.field.body";
      case CHECKSUM -> "history.field.checksum";
      case METADATA -> "history.field.metadata";
    };
  }

  private Node periods() {
    MenuButton menu = chip(new MenuButton());
    menu.setId("history-period");
    ToggleGroup group = new ToggleGroup();
    for (Period period : Period.values()) {
      RadioMenuItem item = new RadioMenuItem(messages.get(key(period)));
      item.setToggleGroup(group);
      item.setOnAction(event -> model.search().periodProperty().set(period));
      model.search().periodProperty().subscribe(now -> item.setSelected(now == period));
      menu.getItems().add(item);
    }
    menu.textProperty()
        .bind(model.search().periodProperty().map(period -> messages.get(key(period))));
    return menu;
  }

  private static String key(Period period) {
    return switch (period) {
      case ANY -> "history.period.any";
      case MONTH -> "history.period.month";
      case QUARTER -> "history.period.quarter";
      case YEAR -> "history.period.year";
      case CUSTOM -> "history.period.custom";
    };
  }

  private Node days() {
    HBox days = new HBox();
    days.getStyleClass().add("search-row");
    model
        .search()
        .periodProperty()
        .subscribe(
            period -> {
              // Made when they are wanted: few people ever type a day.
              if (period == Period.CUSTOM && days.getChildren().isEmpty()) {
                days.getChildren().addAll(from(), to());
              }
              Shown.set(days, period == Period.CUSTOM);
            });
    return days;
  }

  private Node from() {
    DatePicker from = day("history.period.from");
    from.setId("history-from");
    from.valueProperty()
        .subscribe(day -> model.search().fromProperty().set(Optional.ofNullable(day)));
    return from;
  }

  private Node to() {
    DatePicker to = day("history.period.to");
    to.setId("history-to");
    to.valueProperty().subscribe(day -> model.search().toProperty().set(Optional.ofNullable(day)));
    return to;
  }

  private DatePicker day(String key) {
    DatePicker day = new DatePicker();
    day.setPromptText(messages.get(key));
    day.setAccessibleText(messages.get(key));
    day.setTooltip(new Tooltip(messages.get(key)));
    day.setPrefWidth(140);
    return day;
  }

  private Node deployed() {
    ToggleButton toggle = toggle("history.deployed", "history.deployed.tip");
    toggle.setId("history-deployed");
    toggle.selectedProperty().bindBidirectional(model.search().deployedOnlyProperty());
    return toggle;
  }

  private Node matches() {
    ToggleButton toggle = toggle("history.matches", "history.matches.tip");
    toggle.setId("history-matches");
    toggle.selectedProperty().bindBidirectional(model.search().matchesOnlyProperty());
    return toggle;
  }

  private ToggleButton toggle(String key, String tip) {
    ToggleButton toggle = new ToggleButton(messages.get(key));
    toggle.getStyleClass().add("filter-chip");
    toggle.setTooltip(new Tooltip(messages.get(tip)));
    return toggle;
  }

  private static MenuButton chip(MenuButton menu) {
    menu.getStyleClass().add("filter-chip");
    return menu;
  }
}
