/**
 * The fast pure-Java reader of OSTree repositories: objects, refs, walks, diffs and the index; it
 * never writes to one.
 */
package org.understory.store.repo;
