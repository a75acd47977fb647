package org.understory.model.flatpak;

import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeDiff;

/** Which files are different in another version of an application. */
public sealed interface FileDifference {
  /** These. */
  record Known(TreeDiff diff) implements FileDifference {}

  /** Nobody can say, and why. */
  record Unknown(Problem why) implements FileDifference {}
}
