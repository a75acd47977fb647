/**
 * What Flatpak has installed, read from its folders, and changed by its own command. No {@link
 * org.understory.store.engine.Engine}: that one plans what becomes of a list of deployments and of
 * what starts next; here each application stands for itself, has no boot order, and what takes a
 * change back is its state before. Events, outcomes and problems are the same.
 */
package org.understory.store.flatpak;
