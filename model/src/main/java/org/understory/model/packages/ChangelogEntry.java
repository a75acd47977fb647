package org.understory.model.packages;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a packager says about one version.
 *
 * @param time seconds since 1970; rpm keeps the day alone, at noon UTC
 * @param author name, address and mostly the version
 * @param text what changed; several lines
 */
public record ChangelogEntry(long time, String author, String text) {
  /** What the newer changelog says that the older does not; the newest first. */
  public static List<ChangelogEntry> since(List<ChangelogEntry> older, List<ChangelogEntry> newer) {
    Set<ChangelogEntry> known = new HashSet<>(older);
    return newer.stream().filter(entry -> !known.contains(entry)).toList();
  }
}
