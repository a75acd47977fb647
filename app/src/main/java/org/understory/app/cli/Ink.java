package org.understory.app.cli;

/** Colours and weights for a terminal that wants them; leaves text alone everywhere else. */
enum Ink {
  PLAIN(""),
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  CYAN("36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The text in this ink (SGR sequences of ECMA-48), or as it is where colours are not wanted. */
  String on(String text, boolean wanted) {
    return wanted && this != PLAIN ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
