package org.understory.app.control;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/**
 * What cells of large tables do in place of putting nodes in and taking them out, or of changing
 * their style classes: both have a node styled anew, which takes most of the time of a frame when
 * forty rows do it.
 */
public final class Shown {
  private static final PseudoClass MUTED = PseudoClass.getPseudoClass("muted");

  private Shown() {}

  /** Shows a node, or hides it and leaves no room for it. */
  public static void set(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  /** Shows one of these nodes and hides the others. */
  public static void only(Node shown, List<? extends Node> all) {
    all.forEach(node -> set(node, node.equals(shown)));
  }

  /** Paints words paler. */
  public static void mute(Node node, boolean muted) {
    node.pseudoClassStateChanged(MUTED, muted);
  }
}
