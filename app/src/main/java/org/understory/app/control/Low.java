package org.understory.app.control;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;

/** Whether a window is so low that what is looked at needs all of its height. */
public final class Low {
  /** Pixels of the window's content. */
  private static final double HEIGHT = 560;

  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  private Low() {}

  /** Whether the window is that low in which this is; not while it is in none. */
  public static ObservableValue<Boolean> around(Node node) {
    return node.sceneProperty()
        .flatMap(Scene::heightProperty)
        .map(height -> height.doubleValue() < HEIGHT)
        .orElse(false);
  }

  /** Marks it for the style sheets as what is in a low window, or not. */
  public static void mark(Node node, boolean low) {
    node.pseudoClassStateChanged(LOW, low);
  }
}
