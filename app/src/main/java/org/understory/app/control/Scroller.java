package org.understory.app.control;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.skin.ScrollPaneSkin;

/**
 * A scroll pane that keeps no picture of what it shows. JavaFX's own has its viewport cached as a
 * bitmap ({@code ScrollPaneSkin}), makes a new one whenever the content changes and lets go of the
 * old ones only when memory is short: a megabyte for each commit that was looked at.
 */
public class Scroller extends ScrollPane {
  /** With nothing in it yet. */
  public Scroller() {}

  /** Shows this. */
  public Scroller(Node content) {
    super(content);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    ScrollPaneSkin skin = new ScrollPaneSkin(this);
    skin.getChildren().stream()
        .filter(part -> part.getStyleClass().contains("viewport"))
        .forEach(viewport -> viewport.setCache(false));
    return skin;
  }
}
