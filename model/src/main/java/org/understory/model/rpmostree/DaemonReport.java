package org.understory.model.rpmostree;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the daemon of rpm-ostree tells of a system at one moment. Its texts come from elsewhere and
 * are not safe to show until sanitized.
 *
 * @param policy what it does by itself
 * @param driver who else has it update the system, if anybody
 * @param deployments what it tells of each, in boot order
 * @param update what it has found that is newer than what runs, if anything
 * @param unreadable names of what it told in a way that was not understood, and that is left out
 */
public record DaemonReport(
    Policy policy,
    Optional<UpdateDriver> driver,
    List<DeploymentReport> deployments,
    Optional<CachedUpdate> update,
    List<String> unreadable) {
  public DaemonReport {
    deployments = List.copyOf(deployments);
    unreadable = List.copyOf(unreadable);
  }

  /** What it does by itself ({@code AutomaticUpdatePolicy} in rpm-ostreed.conf(5)). */
  public enum Policy {
    /** Nothing. */
    NONE,
    /** Looks for something newer. */
    CHECK,
    /** Has the update ready for the next start. */
    STAGE,
    /** Restarts the computer into it as well. */
    APPLY,
    /** It did not say, or something new. */
    UNKNOWN;

    /** The policy of this name. */
    public static Policy of(String name) {
      for (Policy each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
          return each;
        }
      }
      return UNKNOWN;
    }
  }

  /** What it tells of the deployment with this id. */
  public Optional<DeploymentReport> deployment(String id) {
    return deployments.stream().filter(each -> each.id().equals(id)).findFirst();
  }
}
