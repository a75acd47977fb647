package org.understory.app.compare;

import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.tree.TreeDiff;

/** How far the question "what differs?" has come. */
public sealed interface Comparison {
  /** Two sides are not chosen yet. */
  record Unasked() implements Comparison {}

  /** The trees are being compared. */
  record Running() implements Comparison {}

  /** A person stopped it. */
  record Stopped() implements Comparison {}

  /** It is answered; the diff may be empty. */
  record Answered(Commit from, Commit to, TreeDiff diff) implements Comparison {
    /** Whether both sides are the very same commit. */
    public boolean sameCommit() {
      return from.checksum().equals(to.checksum());
    }
  }

  /** It can't be answered. */
  record Broken(Problem problem) implements Comparison {}
}
