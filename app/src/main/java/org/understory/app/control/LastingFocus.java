package org.understory.app.control;

import javafx.scene.Node;

/**
 * The keyboard for a node that is not always to be seen: given as soon as it comes, and given back
 * when it was taken away with the keyboard in it.
 */
public final class LastingFocus {
  private final Node node;
  private boolean wanted;

  /** For this node; nothing happens before {@link #request}. */
  public LastingFocus(Node node) {
    this.node = node;
    node.sceneProperty().subscribe(this::follow);
    node.visibleProperty().subscribe(this::follow);
  }

  /** Puts the keyboard there, now or as soon as it can be seen. */
  public void request() {
    wanted = !shown();
    node.requestFocus();
  }

  private void follow() {
    if (!shown()) {
      wanted |= node.isFocused();
    } else if (wanted) {
      request();
    }
  }

  private boolean shown() {
    return node.getScene() != null && node.isVisible();
  }
}
