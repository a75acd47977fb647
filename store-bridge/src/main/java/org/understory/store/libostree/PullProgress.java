package org.understory.store.libostree;

import java.util.OptionalLong;

/**
 * How far a pull is.
 *
 * @param bytesTransferred what came over the network
 * @param bytesTotal how much will, known only for static deltas
 * @param objectsFetched objects that are here
 * @param objectsRequested objects known to be needed; grows until all metadata is here
 * @param metadataFetched how many of the fetched objects are metadata
 * @param metadataOutstanding metadata objects that are on their way; with none, {@code
 *     objectsRequested} has stopped growing
 * @param status libostree's own words, mostly empty
 */
public record PullProgress(
    long bytesTransferred,
    OptionalLong bytesTotal,
    int objectsFetched,
    int objectsRequested,
    int metadataFetched,
    int metadataOutstanding,
    String status) {}
