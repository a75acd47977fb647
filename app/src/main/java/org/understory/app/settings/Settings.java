package org.understory.app.settings;

import java.util.Optional;

/**
 * What a person set, and how the window was left.
 *
 * @param screen key of the screen that was in front
 * @param desktop what the desktop was when it last told, so that the first frame has the right
 *     look; SYSTEM when it told nothing
 * @param frame where the window was; empty before the first time
 * @param read which bad news a person has put away, so that it is not told again; empty for none
 */
public record Settings(
    Theme theme,
    Language language,
    String screen,
    Theme desktop,
    Optional<Frame> frame,
    String read) {
  /** Nothing set yet. */
  public static final Settings DEFAULT =
      new Settings(Theme.SYSTEM, Language.SYSTEM, "system", Theme.SYSTEM, Optional.empty(), "");

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
    return new Settings(other, language, screen, desktop, frame, read);
  }

  /** The same in another language. */
  public Settings with(Language other) {
    return new Settings(theme, other, screen, desktop, frame, read);
  }

  /** The same, left in another state. */
  public Settings left(String lastScreen, Frame lastFrame) {
    return new Settings(theme, language, lastScreen, desktop, Optional.of(lastFrame), read);
  }

  /** The same on a desktop that is light or dark, or does not tell. */
  public Settings on(Theme otherDesktop) {
    return new Settings(theme, language, screen, otherDesktop, frame, read);
  }

  /** The same, with this news put away. */
  public Settings reading(String news) {
    return new Settings(theme, language, screen, desktop, frame, news);
  }

  /** Light or dark, or SYSTEM where neither the person nor the desktop tells. */
  public Theme shown() {
    return theme == Theme.SYSTEM ? desktop : theme;
  }
}
