package org.understory.model.storage;

/**
 * Bytes on the disk of the objects that one commit needs, its parents left out.
 *
 * @param total of all of them
 * @param unique of those that no deployment needs but the ones of this commit; where this commit is
 *     not deployed, of those that no other counted commit needs
 * @param alone of those that no other counted commit needs, deployed or not
 * @param own of what a deployment of it has beside hard links to objects: its folders, and in
 *     repositories from which files are copied the copies; without its /etc
 * @param missing objects that are not here
 * @param readable whether all folders could be read; else the figures are too low
 */
public record CommitUse(
    long total, long unique, long alone, long own, int missing, boolean readable) {}
