package org.understory.model.storage;

import java.util.Map;
import org.understory.model.history.Checksum;

/**
 * Bytes on the disk of the objects of one repository, by what needs them. Every object counts once:
 * {@code unique} of all deployed commits, {@code shared}, {@code branches} and {@code unneeded} add
 * up to {@code bytes}.
 *
 * @param commits what each counted commit needs
 * @param count objects that are here
 * @param bytes of all of them
 * @param shared of those that several deployed commits need
 * @param branches of those that only branches need
 * @param unneeded of those that nothing counted needs
 * @param tombstones of deleted commits that are kept
 */
public record ObjectUse(
    Map<Checksum, CommitUse> commits,
    long count,
    long bytes,
    long shared,
    long branches,
    long unneeded,
    int tombstones) {
  public ObjectUse {
    commits = Map.copyOf(commits);
  }
}
