package org.understory.model.rpmostree;

import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;
import org.understory.model.packages.LayerRequests;
import org.understory.model.packages.Layering;

/**
 * What the daemon tells of a deployment besides what libostree knows of it
 * (rpmostreed-deployment-utils.cxx).
 *
 * @param id {@code stateroot-checksum.serial}
 * @param requests what its origin asks for
 * @param layering what came of that; of what is layered only what was asked for by name, and
 *     without versions
 * @param base the version that was delivered, where packages are layered on it
 * @param pendingBase a newer one of the same branch that is in the repository already
 * @param live what was changed in {@code /usr} while it ran, if anything
 * @param endOfLife why its publisher gave it up, if so
 * @param remoteError why no update can come from its remote, if so
 */
public record DeploymentReport(
    String id,
    LayerRequests requests,
    Layering layering,
    Optional<Base> base,
    Optional<Base> pendingBase,
    Optional<Live> live,
    Optional<String> endOfLife,
    Optional<String> remoteError) {

  /**
   * A version that was delivered.
   *
   * @param timestamp seconds since 1970
   */
  public record Base(Checksum checksum, Optional<String> version, OptionalLong timestamp) {}

  /**
   * Commits that were applied to the running system ({@code rpm-ostree apply-live}).
   *
   * @param replaced what {@code /usr} is like now
   * @param inProgress what it was being made when that was broken off, or is at it
   */
  public record Live(Optional<Checksum> replaced, Optional<Checksum> inProgress) {}
}
