package org.understory.app.control;

import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;

/** Words in a menu that say why what is below them can't be chosen. */
public final class MenuNote extends CustomMenuItem {
  /** Says this. */
  public MenuNote(String text) {
    super(label(text), false);
    getStyleClass().add("menu-note");
    setDisable(true);
  }

  private static Label label(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMaxWidth(280);
    return label;
  }
}
