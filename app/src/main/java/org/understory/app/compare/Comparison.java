package org.understory.app.compare;

import java.util.Optional;
import org.understory.model.container.ImageDiff;
import org.understory.model.history.Commit;
import org.understory.model.operation.Problem;
import org.understory.model.remote.Download;
import org.understory.model.tree.TreeDiff;

/** How far the question "what differs?" has come. */
public sealed interface Comparison {
  /** Two sides are not chosen yet. */
  record Unasked() implements Comparison {}

  /** The trees are being compared. */
  record Running() implements Comparison {}

  /** A person stopped it. */
  record Stopped() implements Comparison {}

  /**
   * It is answered; the diff may be empty.
   *
   * @param away what of it is on a server; empty where both commits are here
   * @param images layers of the container images; empty where not both come from one
   */
  record Answered(
      Commit from, Commit to, TreeDiff diff, Optional<Away> away, Optional<ImageDiff> images)
      implements Comparison {
    /** Whether both sides are the very same commit. */
    public boolean sameCommit() {
      return from.checksum().equals(to.checksum());
    }
  }

  /**
   * Files of a comparison that are on a server and not here.
   *
   * @param files how many
   * @param download what it takes to have them; empty where nobody says
   * @param sized whether the server was asked how large each of them is
   */
  record Away(int files, Optional<Download> download, boolean sized) {}

  /** Of images of which one is not here no more is compared than what registries tell. */
  record OfImages(ImageDiff diff) implements Comparison {}

  /** One side is an image that is not here, and the other comes from no image at all. */
  record NoImage(boolean older) implements Comparison {}

  /** It can't be answered. */
  record Broken(Problem problem) implements Comparison {}
}
