package org.understory.app.report;

import java.util.List;
import java.util.Optional;
import org.understory.model.config.ConfigEntry;
import org.understory.model.container.ImageDiff;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.packages.Advisory;
import org.understory.model.packages.PackageDiff;
import org.understory.model.system.ArgumentChanges;
import org.understory.model.system.Kernel;
import org.understory.model.tree.MetadataChange;
import org.understory.model.tree.TreeDiff;

/**
 * What changed between two commits.
 *
 * @param packages empty where not both have a list of packages
 * @param advisories those that only the newer brings
 * @param security who may do what differently
 * @param securityComplete whether all attributes could be seen
 * @param configuration files of {@code /etc} of the deployment in {@code from} that somebody
 *     changed, or that can't be read; what a merge would make of them
 * @param arguments empty where not both are deployed
 * @param image layers of the container images; empty where not both come from one
 * @param problems what could not be read and is left out
 */
public record Report(
    Side from,
    Side to,
    Optional<PackageDiff> packages,
    List<Advisory> advisories,
    List<MetadataChange> security,
    boolean securityComplete,
    List<ConfigEntry> configuration,
    Optional<Kernel> kernelBefore,
    Optional<Kernel> kernelAfter,
    Optional<ArgumentChanges> arguments,
    TreeDiff.Summary files,
    Optional<ImageDiff> image,
    List<Problem> problems) {

  /**
   * One of the two.
   *
   * @param timestamp seconds since the epoch
   * @param deployment its id, where it is deployed
   */
  public record Side(
      Checksum commit, Optional<String> version, long timestamp, Optional<String> deployment) {}
}
