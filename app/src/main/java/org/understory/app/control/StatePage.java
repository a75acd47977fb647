package org.understory.app.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is shown where there is nothing to show: why, and what to do next. */
public final class StatePage extends VBox {
  /** A symbol, a few words, a sentence, and what can be done (may be none). */
  public StatePage(Ikon symbol, String title, String text, Node... actions) {
    getStyleClass().add("state-page");
    setAlignment(Pos.CENTER);
    FontIcon icon = new FontIcon(symbol);
    icon.getStyleClass().add("state-symbol");
    Label heading = new Label(title);
    heading.getStyleClass().add("title-2");
    heading.setWrapText(true);
    Label body = new Label(text);
    body.getStyleClass().addAll("muted", "state-text");
    body.setWrapText(true);
    getChildren().addAll(icon, heading, body);
    if (actions.length > 0) {
      HBox row = new HBox(10, actions);
      row.setAlignment(Pos.CENTER);
      row.getStyleClass().add("state-actions");
      getChildren().add(row);
    }
  }
}
