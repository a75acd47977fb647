package org.understory.model.history;

import java.util.Map;

/**
 * All of one commit: what is in its object, and what is known about it beside the object.
 *
 * @param metadata the commit's own metadata in stored order
 * @param detachedMetadata from the {@code .commitmeta} object, signatures among it; empty where
 *     there is none
 * @param partial whether only part of its content is here ({@code state/CHECKSUM.commitpartial})
 * @param related objects named in the third field of the commit, as {@code name=checksum}
 */
public record CommitDetails(
    Commit commit,
    Map<String, Variant> metadata,
    Map<String, Variant> detachedMetadata,
    Map<String, Checksum> related,
    boolean partial) {}
