/**
 * Applications and runtimes that Flatpak has installed: which there are, what they may do, and what
 * changes with another version of one. Facts and pure functions; nothing of deployments.
 */
package org.understory.model.flatpak;
