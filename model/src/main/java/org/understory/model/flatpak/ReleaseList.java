package org.understory.model.flatpak;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;

/**
 * The versions that a server keeps, the newest first.
 *
 * @param download bytes to fetch for the newest, about; empty where the server does not say
 * @param size bytes that the newest takes once installed, about
 * @param parent of the last one, where the server has one that it no longer keeps
 */
public record ReleaseList(
    List<Release> releases, OptionalLong download, OptionalLong size, Optional<Checksum> parent) {
  public ReleaseList {
    releases = List.copyOf(releases);
  }

  /** The newest; empty where there is none. */
  public Optional<Release> newest() {
    return releases.stream().findFirst();
  }

  /** The one with this commit. */
  public Optional<Release> find(Checksum commit) {
    return releases.stream().filter(each -> each.commit().equals(commit)).findFirst();
  }
}
