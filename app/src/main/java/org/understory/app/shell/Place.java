package org.understory.app.shell;

import java.util.Arrays;

/** The screens, in the order they are offered. */
public enum Place {
  SYSTEM("system", 1),
  HISTORY("history", 2),
  BROWSE("browse", 3),
  COMPARE("compare", 4),
  ACTIVITY("activity", 5),
  REMOTES("remotes", 6),
  STORAGE("storage", 7),
  APPLICATIONS("applications", 8);

  private final String key;
  private final int digit;

  Place(String key, int digit) {
    this.key = key;
    this.digit = digit;
  }

  /** How message keys, style classes and the settings file name it. */
  public String key() {
    return key;
  }

  /** The screen of this key; the first one where there is none such. */
  public static Place of(String key) {
    return Arrays.stream(values()).filter(p -> p.key.equals(key)).findFirst().orElse(SYSTEM);
  }

  /** The digit that goes there, with Ctrl. */
  public int digit() {
    return digit;
  }
}
