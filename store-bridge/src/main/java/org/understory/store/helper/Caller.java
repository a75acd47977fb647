package org.understory.store.helper;

/**
 * Who asks.
 *
 * @param name unique name on the bus, never given to another as long as the bus runs
 * @param uid number of the user
 */
record Caller(String name, long uid) {}
