/**
 * A host whose updates are those of Endless OS: what its updater is asked to do, and what goes to
 * libostree through the helper all the same. How the updater is spoken to is in another room.
 */
package org.understory.store.engine.endless;
