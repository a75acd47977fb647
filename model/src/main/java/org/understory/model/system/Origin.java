package org.understory.model.system;

import java.util.Optional;

/**
 * Where a deployment comes from and follows ({@code CHECKSUM.SERIAL.origin}).
 *
 * @param refspec {@code remote:ref} or a container image reference; empty where the file names none
 * @param source which key named it
 * @param overrideCommit a commit that the deployment is held at, if any
 */
public record Origin(Optional<String> refspec, Source source, Optional<String> overrideCommit) {
  /** Which kind of origin it is. */
  public enum Source {
    /** {@code refspec}: a plain OSTree branch. */
    BRANCH,
    /** {@code baserefspec}: a branch with packages layered on it by rpm-ostree. */
    LAYERED,
    /** {@code container-image-reference}. */
    CONTAINER,
    /** No origin, or none that is known. */
    NONE
  }
}
