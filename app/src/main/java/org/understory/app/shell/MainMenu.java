package org.understory.app.shell;

import atlantafx.base.theme.Styles;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.understory.app.change.ChangeViewModel;
import org.understory.app.control.Tip;
import org.understory.app.settings.Preferences;
import org.understory.app.settings.Settings;
import org.understory.app.settings.Settings.Language;
import org.understory.app.settings.Settings.Theme;
import org.understory.model.plan.Operation;
import org.understory.resources.Messages;

/** The menu at the right end of the header: what to open, how it looks, help. */
final class MainMenu extends MenuButton {
  private final Messages messages;
  private final ChangeViewModel changes;
  private final Preferences preferences;

  MainMenu(ShellViewModel model, ScreenContext context, Messages messages) {
    this.messages = messages;
    this.changes = context.changes();
    this.preferences = context.preferences();
    setId("main-menu");
    setGraphic(new FontIcon(MaterialDesignM.MENU));
    getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "main-menu");
    setTooltip(new Tip(messages.get("shell.menu")));
    setAccessibleText(messages.get("shell.menu"));
    Menu theme = new Menu(messages.get("shell.theme"));
    ToggleGroup themes = new ToggleGroup();
    theme
        .getItems()
        .setAll(
            radio(
                themes,
                "shell.theme.system",
                s -> s.theme() == Theme.SYSTEM,
                s -> s.with(Theme.SYSTEM)),
            radio(
                themes,
                "shell.theme.light",
                s -> s.theme() == Theme.LIGHT,
                s -> s.with(Theme.LIGHT)),
            radio(
                themes, "shell.theme.dark", s -> s.theme() == Theme.DARK, s -> s.with(Theme.DARK)));
    Menu language = new Menu(messages.get("shell.language"));
    ToggleGroup languages = new ToggleGroup();
    language
        .getItems()
        .setAll(
            radio(
                languages,
                "shell.language.system",
                s -> s.language() == Language.SYSTEM,
                s -> s.with(Language.SYSTEM)),
            radio(
                languages,
                "shell.language.english",
                s -> s.language() == Language.ENGLISH,
                s -> s.with(Language.ENGLISH)),
            radio(
                languages,
                "shell.language.chinese",
                s -> s.language() == Language.CHINESE,
                s -> s.with(Language.CHINESE)));
    getItems()
        .setAll(
            item("shell.menu.open", model::openFolder),
            item("shell.menu.demo", model::openDemo),
            new SeparatorMenuItem(),
            item("shell.menu.bisect", () -> find(context)),
            change("shell.menu.verify", changes::verify),
            change("shell.menu.prune", () -> changes.ask(new Operation.Prune())),
            new SeparatorMenuItem(),
            theme,
            language,
            new SeparatorMenuItem(),
            item("shell.menu.keys", model::toggleKeys),
            item("shell.menu.quit", model::quit));
  }

  /** Where a version works and where it does not is said in the history, or of two compared. */
  private static void find(ScreenContext context) {
    Place place = context.navigation().currentProperty().get().place();
    if (place == Place.COMPARE && context.bisect().askOfSeen()) {
      return;
    }
    if (!context.bisect().isSearching()) {
      context.navigation().go(Destination.of(Place.HISTORY));
    }
    context.bisect().find();
  }

  private MenuItem item(String key, Runnable work) {
    MenuItem item = new MenuItem(messages.get(key));
    item.setOnAction(event -> work.run());
    return item;
  }

  /** What changes something, or reads all of it, is not possible everywhere. */
  private MenuItem change(String key, Runnable work) {
    MenuItem item = item(key, work);
    changes.reasonProperty().subscribe(reason -> item.setDisable(reason.isPresent()));
    return item;
  }

  private MenuItem radio(
      ToggleGroup group, String key, Predicate<Settings> holds, UnaryOperator<Settings> step) {
    RadioMenuItem item = new RadioMenuItem(messages.get(key));
    item.setToggleGroup(group);
    item.setSelected(holds.test(preferences.settingsProperty().get()));
    item.setOnAction(event -> preferences.change(step));
    return item;
  }
}
