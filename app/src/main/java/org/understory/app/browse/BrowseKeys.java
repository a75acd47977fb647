package org.understory.app.browse;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The keys of this screen. */
final class BrowseKeys {
  static final KeyCombination TYPE_PATH = control(KeyCode.L);
  static final KeyCombination SAVE = control(KeyCode.S);
  static final KeyCombination COPY_PATH = control(KeyCode.C);
  static final KeyCombination COPY_CHECKSUM =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  static final KeyCombination UP = alt(KeyCode.UP);
  static final KeyCombination BACK = alt(KeyCode.LEFT);
  static final KeyCombination FORWARD = alt(KeyCode.RIGHT);

  private BrowseKeys() {}

  private static KeyCombination control(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
  }

  private static KeyCombination alt(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.ALT_DOWN);
  }
}
