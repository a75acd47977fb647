package org.understory.model.flatpak;

/**
 * A place where Flatpak keeps what it has installed.
 *
 * @param id {@code user}, {@code default} for the one of the whole computer, or the name of a
 *     further one ({@code installations.d})
 * @param title what people call it; empty where it has no name of its own
 * @param path its folder
 */
public record Installation(String id, String title, String path) {
  /** The id of a person's own. */
  public static final String USER = "user";

  /** The id of the computer's. */
  public static final String SYSTEM = "default";

  /** Whether it is a person's own, which nobody else need be asked about. */
  public boolean isOwn() {
    return id.equals(USER);
  }
}
