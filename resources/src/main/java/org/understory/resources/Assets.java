package org.understory.resources;

import java.net.URL;
import java.util.Objects;

/** Files of the program that are not words: styles, fonts. */
public final class Assets {
  private Assets() {}

  /** Where a file beside this class is; a name that is not there is a bug. */
  public static String url(String name) {
    URL found = Assets.class.getResource(name);
    return Objects.requireNonNull(found, name).toString();
  }
}
