package org.understory.model.history;

import java.util.Optional;

/**
 * The facts of a commit that a list or graph needs; everything else is in {@link CommitDetails}.
 *
 * @param checksum the commit's own name
 * @param parent the commit it was made on; empty for an initial commit. The parent need not be in
 *     the repository.
 * @param timestamp seconds since 1970, UTC
 * @param version metadata key {@code version} (OSTREE_COMMIT_META_KEY_VERSION)
 * @param kind what the parent link means
 * @param rootTree dirtree object of the root folder
 * @param rootMeta dirmeta object of the root folder
 */
public record Commit(
    Checksum checksum,
    Optional<Checksum> parent,
    long timestamp,
    String subject,
    String body,
    Optional<String> version,
    Kind kind,
    Checksum rootTree,
    Checksum rootMeta) {

  /** What the parent link of a commit means (platforms differ in what they store there). */
  public enum Kind {
    /** An ordinary release: the parent is the version before it. */
    RELEASE,
    /**
     * Made on this computer, by rpm-ostree ({@code rpmostree.clientlayer}) or by this program
     * ({@code understory.packages}): the parent is the base commit it was layered on.
     */
    LAYERED,
    /**
     * A container image merge ({@code ostree.manifest-digest}): the parent is that pull's own base,
     * not an earlier version.
     */
    CONTAINER
  }
}
