package org.understory.app.control;

/** What a colour says. */
public enum Tone {
  NEUTRAL("neutral"),
  ACCENT("accent"),
  SUCCESS("success"),
  WARNING("warning"),
  DANGER("danger");

  private final String style;

  Tone(String style) {
    this.style = style;
  }

  /** The style class that carries it. */
  public String style() {
    return style;
  }
}
