package org.understory.app.control;

import atlantafx.base.theme.Styles;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/**
 * A message that goes by itself after a while, but never while the pointer or the keyboard is on
 * it.
 */
public final class Toast extends HBox {
  private static final Duration STAY = Duration.seconds(10);

  private final PauseTransition stay = new PauseTransition(STAY);

  /**
   * @param closeWords what the cross is called
   * @param close hears that it is to go
   */
  public Toast(String text, String closeWords, Runnable close, Node... actions) {
    super(8);
    getStyleClass().addAll("card", "toast");
    setAlignment(Pos.CENTER_LEFT);
    Label words = new Label(text);
    words.getStyleClass().add("toast-text");
    words.setWrapText(true);
    HBox.setHgrow(words, Priority.ALWAYS);
    Button cross = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    cross.setId("toast-close");
    cross.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
    cross.setAccessibleText(closeWords);
    cross.setTooltip(new Tip(closeWords));
    cross.setMinWidth(USE_PREF_SIZE);
    cross.setOnAction(event -> close.run());
    FontIcon symbol = new FontIcon(MaterialDesignC.CHECK_CIRCLE_OUTLINE);
    symbol.getStyleClass().add("toast-symbol");
    getChildren().addAll(symbol, words);
    for (Node action : actions) {
      ((Region) action).setMinWidth(USE_PREF_SIZE);
      getChildren().add(action);
    }
    getChildren().add(cross);
    setMaxSize(720, USE_PREF_SIZE);
    stay.setOnFinished(event -> close.run());
    hoverProperty().subscribe(this::waitWhileHeld);
    focusWithinProperty().subscribe(this::waitWhileHeld);
  }

  private void waitWhileHeld() {
    if (isHover() || isFocusWithin()) {
      stay.stop();
    } else {
      stay.playFromStart();
    }
  }

  /** It is no longer there. */
  public void stop() {
    stay.stop();
  }
}
