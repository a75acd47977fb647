/**
 * A host whose updates are rpm-ostree's: what is asked of its daemon, and what goes to libostree
 * through the helper all the same. How the daemon is spoken to is in another room.
 */
package org.understory.store.engine.rpmostree;
