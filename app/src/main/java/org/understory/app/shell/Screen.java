package org.understory.app.shell;

import javafx.scene.Parent;

/** What the frame needs of a screen. It reads nothing before it is first shown. */
public interface Screen extends AutoCloseable {
  /** Its one node, always the same. */
  Parent node();

  /**
   * Builds one more piece of itself, behind the others and with nothing in it, before anybody wants
   * to see it; false if there was none left.
   */
  default boolean prepare() {
    return false;
  }

  /** It comes to the front with this request, which is of the screen's own kind. */
  void show(Destination destination);

  /** It goes to the back; it may rest until it is shown again. */
  default void hidden() {}

  /** Puts the keyboard where one searches (Ctrl+F). */
  default void find() {}

  /** The window closes, or is built anew in another language. */
  @Override
  default void close() {}
}
