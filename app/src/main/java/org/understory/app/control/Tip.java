package org.understory.app.control;

import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** A tooltip that comes soon, stays while it is read and breaks long lines. */
public final class Tip extends Tooltip {
  /** With this text. */
  public Tip(String text) {
    super(text);
    setShowDelay(Duration.millis(400));
    setShowDuration(Duration.INDEFINITE);
    setWrapText(true);
    setMaxWidth(360);
  }
}
