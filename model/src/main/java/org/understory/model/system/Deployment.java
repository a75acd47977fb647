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
 * @param startsOnce whether it starts next because the boot loader was told so for one time; after
 *     that the first in boot order starts again
 * @param bootChecksum checksum of kernel, initramfs and device trees; empty where it is not known
 * @param label what a person calls it, if anything
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
    boolean startsOnce,
    Unlocked unlocked,
    Optional<String> bootChecksum,
    Optional<Label> label) {

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

  /** The same deployment at this place in boot order. */
  public Deployment placed(int place, boolean rollsBack, boolean next) {
    return new Deployment(
        place,
        stateroot,
        checksum,
        serial,
        version,
        timestamp,
        origin,
        kernelArguments,
        booted,
        staged,
        finalizationLocked,
        pinned,
        rollsBack,
        next,
        startsOnce,
        unlocked,
        bootChecksum,
        label);
  }

  /** The same deployment with other kernel arguments. */
  public Deployment withKernelArguments(KernelArguments arguments) {
    return copy(arguments, staged, finalizationLocked, pinned, startsOnce, unlocked, label);
  }

  /** The same deployment, pinned or not. */
  public Deployment withPinned(boolean pin) {
    return copy(kernelArguments, staged, finalizationLocked, pin, startsOnce, unlocked, label);
  }

  /** The same deployment, started by the boot loader the next time only, or not. */
  public Deployment withStartsOnce(boolean once) {
    return copy(kernelArguments, staged, finalizationLocked, pinned, once, unlocked, label);
  }

  /** The same staged deployment, held back at shutdown or not. */
  public Deployment withFinalizationLocked(boolean locked) {
    return copy(kernelArguments, staged, locked, pinned, startsOnce, unlocked, label);
  }

  /** What a clean shutdown makes of a staged deployment. */
  public Deployment finished() {
    return copy(kernelArguments, false, false, pinned, startsOnce, unlocked, label);
  }

  /** The same deployment, opened for writing. */
  public Deployment withUnlocked(Unlocked state) {
    return copy(kernelArguments, staged, finalizationLocked, pinned, startsOnce, state, label);
  }

  /** The same deployment under another name. */
  public Deployment withLabel(Optional<Label> name) {
    return copy(kernelArguments, staged, finalizationLocked, pinned, startsOnce, unlocked, name);
  }

  private Deployment copy(
      KernelArguments arguments,
      boolean stage,
      boolean locked,
      boolean pin,
      boolean once,
      Unlocked state,
      Optional<Label> name) {
    return new Deployment(
        index,
        stateroot,
        checksum,
        serial,
        version,
        timestamp,
        origin,
        arguments,
        booted,
        stage,
        locked,
        pin,
        rollback,
        bootsNext,
        once,
        state,
        bootChecksum,
        name);
  }
}
