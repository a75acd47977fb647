package org.understory.app.shell;

import atlantafx.base.theme.Styles;
import java.util.EnumMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.understory.app.control.Tip;
import org.understory.resources.Messages;

/** The top of the window: what is open, the switch between screens, refresh and menu. */
final class Header extends GridPane {
  /** Pixels at which the switches have their symbols beside their words. */
  private static final double WIDE = 940;

  /** Pixels at which they have all the room that they want. */
  private static final double ROOMY = 1120;

  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass SNUG = PseudoClass.getPseudoClass("snug");

  private final ToggleGroup group = new ToggleGroup();
  private final Map<Place, ToggleButton> switches = new EnumMap<>(Place.class);

  Header(ShellViewModel model, Messages messages, Node menu) {
    getStyleClass().add("header");
    setAlignment(Pos.CENTER);
    ColumnConstraints middle = new ColumnConstraints();
    // In a narrow window the name at the left gives way, never what can be pressed.
    middle.setMinWidth(USE_PREF_SIZE);
    getColumnConstraints().setAll(side(), middle, side());
    addRow(0, title(model), switcher(model, messages), tools(model, messages, menu));
    model
        .navigation()
        .currentProperty()
        .subscribe(destination -> group.selectToggle(switches.get(destination.place())));
  }

  private static ColumnConstraints side() {
    ColumnConstraints column = new ColumnConstraints(0, 160, Double.MAX_VALUE);
    column.setHgrow(Priority.ALWAYS);
    return column;
  }

  private static Node title(ShellViewModel model) {
    Label title = new Label();
    title.setId("header-title");
    title.getStyleClass().add("header-title");
    title.textProperty().bind(model.titleProperty());
    Tooltip full = new Tip("");
    full.textProperty().bind(model.titleDetailProperty());
    title.setTooltip(full);
    return title;
  }

  private Node switcher(ShellViewModel model, Messages messages) {
    HBox box = new HBox();
    box.getStyleClass().add("switcher");
    box.setAlignment(Pos.CENTER);
    for (Place place : Place.values()) {
      ToggleButton button = new ToggleButton(messages.get("place." + place.key()), icon(place));
      button.getStyleClass().add("switch");
      button.setToggleGroup(group);
      button.setId("go-" + place.key());
      button.setTooltip(new Tip(messages.get("place." + place.key() + ".tip", place.digit())));
      button.setOnAction(
          event -> {
            // A toggle in a group can be switched off; one screen is always in front.
            button.setSelected(true);
            model.navigation().go(Destination.of(place));
          });
      switches.put(place, button);
      box.getChildren().add(button);
    }
    // Where it is narrow, words say more than symbols, and the name of what is open more than both.
    widthProperty()
        .map(width -> width.doubleValue() > 0 && width.doubleValue() < WIDE)
        .subscribe(
            narrow -> {
              box.pseudoClassStateChanged(NARROW, narrow);
              switches
                  .values()
                  .forEach(
                      button ->
                          button.setContentDisplay(
                              narrow ? ContentDisplay.TEXT_ONLY : ContentDisplay.LEFT));
            });
    widthProperty()
        .map(width -> width.doubleValue() > 0 && width.doubleValue() < ROOMY)
        .subscribe(snug -> box.pseudoClassStateChanged(SNUG, snug));
    return box;
  }

  private static FontIcon icon(Place place) {
    Ikon icon =
        switch (place) {
          case SYSTEM -> MaterialDesignM.MONITOR;
          case HISTORY -> MaterialDesignS.SOURCE_BRANCH;
          case BROWSE -> MaterialDesignF.FOLDER_OUTLINE;
          case COMPARE -> MaterialDesignC.COMPARE_HORIZONTAL;
          case ACTIVITY -> MaterialDesignH.HISTORY;
          case REMOTES -> MaterialDesignC.CLOUD_DOWNLOAD_OUTLINE;
          case STORAGE -> MaterialDesignC.CHART_DONUT;
          case APPLICATIONS -> MaterialDesignA.APPS;
        };
    return new FontIcon(icon);
  }

  private static Node tools(ShellViewModel model, Messages messages, Node menu) {
    Button refresh = new Button("", new FontIcon(MaterialDesignR.REFRESH));
    refresh.setId("refresh");
    refresh.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    refresh.setTooltip(new Tip(messages.get("shell.refresh.tip")));
    refresh.setAccessibleText(messages.get("shell.refresh"));
    refresh.setOnAction(event -> model.refresh());
    HBox tools = new HBox(4, refresh, menu);
    tools.setMinWidth(USE_PREF_SIZE);
    tools.setAlignment(Pos.CENTER_RIGHT);
    return tools;
  }
}
