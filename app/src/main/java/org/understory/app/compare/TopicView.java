package org.understory.app.compare;

import javafx.scene.Node;
import org.understory.app.control.Pieces;

/**
 * Draws one topic of the Compare screen. It follows the sides in {@link CompareViewModel}, and
 * begins work for them only while {@link CompareViewModel#topicProperty} is its own.
 */
interface TopicView {
  Topic topic();

  /** What is seen. */
  Node node();

  /** Tells what is left to build. */
  void addPieces(Pieces pieces);

  /** The screen is seen from now on. */
  void begin();

  /** Puts the keyboard on what it shows. */
  void focus();

  /** Puts the keyboard where one searches. */
  void find();
}
