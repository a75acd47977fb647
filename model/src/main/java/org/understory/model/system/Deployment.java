package org.understory.model.system;

import java.util.Optional;
import java.util.OptionalLong;
import org.understory.model.history.Checksum;

/**
 * A bootable tree, as libostree lists it.
 *
 * @param index place in boot order, 0 boots next; shown to people, never used to name a deployment
 *     for a change
 * @param serial tells deployments of the same commit in the same stateroot apart
 * @param version of its commit; empty where the commit has none or can't be read
 * @param timestamp of its commit, seconds since 1970; empty where the commit can't be read
 * @param staged written and waiting: becomes bootable at shutdown
 * @param rollback the one that a roll back would boot
 * @param bootsNext the one that starts at the next boot, a staged one included
 * @param bootChecksum checksum of kernel, initramfs and device trees; empty for a staged one
 */
public record Deployment(
    int index,
    String stateroot,
    Checksum checksum,
    int serial,
    Optional<String> version,
    OptionalLong timestamp,
    Origin origin,
    KernelArguments kernelArguments,
    boolean booted,
    boolean staged,
    boolean finalizationLocked,
    boolean pinned,
    boolean rollback,
    boolean bootsNext,
    Unlocked unlocked,
    Optional<String> bootChecksum) {

  /** Whether {@code /usr} of the deployment may be written (OstreeDeploymentUnlockedState). */
  public enum Unlocked {
    NONE,
    DEVELOPMENT,
    HOTFIX,
    TRANSIENT
  }

  /** {@code stateroot-checksum.serial}: names the deployment for as long as it exists. */
  public String id() {
    return stateroot + "-" + checksum.hex() + "." + serial;
  }
}
