package org.understory.model.system;

import java.util.List;
import java.util.Optional;

/**
 * Where a deployment comes from and follows ({@code CHECKSUM.SERIAL.origin}).
 *
 * @param refspec {@code remote:ref} or a container image reference; empty where the file names none
 * @param source which key named it
 * @param overrideCommit a commit that the deployment is held at, if any
 * @param layers names of packages that this program layers on it; not safe to show until sanitized
 */
public record Origin(
    Optional<String> refspec, Source source, Optional<String> overrideCommit, List<String> layers) {
  public Origin {
    layers = List.copyOf(layers);
  }

  /** One without layers of our own. */
  public Origin(Optional<String> refspec, Source source, Optional<String> overrideCommit) {
    this(refspec, source, overrideCommit, List.of());
  }

  /** Which kind of origin it is. */
  public enum Source {
    /** {@code refspec}: a plain OSTree branch. */
    BRANCH,
    /** {@code baserefspec}: a branch with packages layered on it by rpm-ostree. */
    LAYERED,
    /**
     * {@code refspec} and {@code packages} of our own: this program layers packages on a branch.
     */
    LAYERED_HERE,
    /** {@code container-image-reference}. */
    CONTAINER,
    /** No origin, or none that is known. */
    NONE;

    /** Whether its deployments are commits that were made on this computer. */
    public boolean isLayered() {
      return this == LAYERED || this == LAYERED_HERE;
    }
  }
}
