package org.understory.model.rpmostree;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.packages.Advisory;

/**
 * What the daemon has found that is newer than what runs ({@code CachedUpdate},
 * rpmostreed_update_generate_variant).
 *
 * @param timestamp of its commit, seconds since 1970
 * @param staged id of the deployment that holds it already, if any
 * @param packages how many differ, where it knows them
 * @param advisories what the distribution says that it brings
 * @param layers what is to be fetched of a container image, where it is one
 */
public record CachedUpdate(
    Optional<Checksum> checksum,
    Optional<String> version,
    OptionalLong timestamp,
    Optional<String> staged,
    Optional<Packages> packages,
    List<Advisory> advisories,
    Optional<Layers> layers) {
  public CachedUpdate {
    advisories = List.copyOf(advisories);
  }

  /** How many packages differ from what runs. */
  public record Packages(int upgraded, int downgraded, int added, int removed) {}

  /**
   * Layers of a container image.
   *
   * @param bytes of those that are new: what is downloaded
   */
  public record Layers(long added, long bytes, long removed, long total, long totalBytes) {}

  /** The gravest that any of its security advisories is; empty without any. */
  public Optional<Advisory.Severity> gravest() {
    return security().stream().map(Advisory::severity).max(Enum::compareTo);
  }

  /** Those that are about security. */
  public List<Advisory> security() {
    return advisories.stream().filter(each -> each.kind() == Advisory.Kind.SECURITY).toList();
  }
}
