package org.understory.app.compare;

import java.util.Locale;

/** What of the two sides is compared. */
public enum Topic {
  FILES,
  PACKAGES,
  CONFIGURATION,
  KERNEL;

  /** As it is named in ids and message keys. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
