package org.understory.app.settings;

import java.util.Optional;

/**
 * What a person set, and how the window was left.
 *
 * @param screen key of the screen that was in front
 * @param frame where the window was; empty before the first time
 */
public record Settings(Theme theme, Language language, String screen, Optional<Frame> frame) {
  /** Nothing set yet. */
  public static final Settings DEFAULT =
      new Settings(Theme.SYSTEM, Language.SYSTEM, "system", Optional.empty());

  /** Light, dark, or as the desktop is. */
  public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** The language of the words, or that of the desktop. */
  public enum Language {
    SYSTEM,
    ENGLISH,
    CHINESE
  }

  /** Place and size of the window in pixels of the desktop, before it was maximised. */
  public record Frame(int x, int y, int width, int height, boolean maximized) {
    /** Whether these numbers can be a window's; a file may hold anything. */
    boolean sane() {
      return Math.abs((long) x) <= 100_000
          && Math.abs((long) y) <= 100_000
          && width >= 200
          && width <= 50_000
          && height >= 150
          && height <= 50_000;
    }
  }

  /** The same in another theme. */
  public Settings with(Theme other) {
    return new Settings(other, language, screen, frame);
  }

  /** The same in another language. */
  public Settings with(Language other) {
    return new Settings(theme, other, screen, frame);
  }

  /** The same, left in another state. */
  public Settings left(String lastScreen, Frame lastFrame) {
    return new Settings(theme, language, lastScreen, Optional.of(lastFrame));
  }
}
