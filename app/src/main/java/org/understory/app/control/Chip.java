package org.understory.app.control;

import javafx.scene.control.Label;

/** A word in a coloured pill, with a tooltip that explains it. */
public final class Chip extends Label {
  /** A chip that explains itself with {@code tip} on hover and to screen readers. */
  public Chip(String text, String tip, Tone tone) {
    super(text);
    getStyleClass().addAll("chip", tone.style());
    setMinWidth(USE_PREF_SIZE);
    setTooltip(new Tip(tip));
    setAccessibleHelp(tip);
  }
}
