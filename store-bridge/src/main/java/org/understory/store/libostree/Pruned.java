package org.understory.store.libostree;

/**
 * What a cleanup did to the repository.
 *
 * @param objectsTotal objects that were there
 * @param objectsPruned objects that are gone
 * @param bytesFreed what those took
 */
public record Pruned(int objectsTotal, int objectsPruned, long bytesFreed) {}
