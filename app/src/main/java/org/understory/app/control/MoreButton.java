package org.understory.app.control;

import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/**
 * A button that opens a menu. The menu is made when it is wanted: it is a window of its own, too
 * much for every line of a list.
 */
public class MoreButton extends Button {
  private final Supplier<List<MenuItem>> items;

  /** Opens what this makes. */
  public MoreButton(String text, Supplier<List<MenuItem>> items) {
    super(text, new FontIcon(MaterialDesignC.CHEVRON_DOWN));
    this.items = items;
    getStyleClass().add("more-button");
    setContentDisplay(ContentDisplay.RIGHT);
    setAccessibleRole(AccessibleRole.MENU_BUTTON);
    setOnAction(event -> open());
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          KeyCode code = event.getCode();
          if (code == KeyCode.DOWN || code == KeyCode.SPACE || code == KeyCode.ENTER) {
            open();
            event.consume();
          }
        });
  }

  private void open() {
    ContextMenu menu = new ContextMenu();
    menu.getItems().setAll(items.get());
    menu.show(this, Side.BOTTOM, 0, 4);
  }
}
