package org.understory.model.system;

import java.util.Optional;

/**
 * What starts at the next boot, and why.
 *
 * @param running what runs now; empty for a sysroot that is not this computer's
 * @param next what starts; empty where nothing is deployed
 * @param usual what the boot order says, which starts after that; mostly the same
 */
public record NextBoot(
    Optional<Deployment> running,
    Optional<Deployment> next,
    Optional<Deployment> usual,
    Reason reason) {
  /** Why that one starts. */
  public enum Reason {
    /** There is no deployment at all. */
    NOTHING_DEPLOYED,
    /** The boot loader was told to start it once; after that {@link #usual} starts again. */
    ONCE,
    /** Nothing of this sysroot runs; the first in boot order starts when it is booted. */
    NOT_RUNNING,
    /** What runs now is first in boot order. */
    UNCHANGED,
    /** An update is staged: shutting down cleanly finishes it and puts it first. */
    STAGED,
    /**
     * {@link #next} is staged but locked ({@code /run/ostree/staged-deployment-locked}): it starts
     * only after somebody unlocks it.
     */
    STAGED_AND_LOCKED,
    /** A newer deployment than the running one was put first. */
    NEWER_FIRST,
    /** An older deployment than the running one was put first: a roll back. */
    OLDER_FIRST,
    /** Another deployment is first, and the commits do not tell which is newer. */
    OTHER_FIRST
  }

  /** Reads it off a snapshot. */
  public static NextBoot of(SystemSnapshot snapshot) {
    Optional<Deployment> locked =
        snapshot.deployments().stream()
            .filter(deployment -> deployment.staged() && deployment.finalizationLocked())
            .findFirst();
    Optional<Deployment> next = snapshot.startsOnce().or(() -> locked).or(snapshot::nextBoot);
    Optional<Deployment> usual =
        BootList.withoutOnce(snapshot.deployments()).stream()
            .filter(Deployment::bootsNext)
            .findFirst();
    return new NextBoot(snapshot.booted(), next, usual, reason(snapshot.booted(), next));
  }

  private static Reason reason(Optional<Deployment> running, Optional<Deployment> next) {
    if (next.isEmpty()) {
      return Reason.NOTHING_DEPLOYED;
    }
    if (next.get().startsOnce()) {
      return Reason.ONCE;
    }
    if (running.isEmpty()) {
      return Reason.NOT_RUNNING;
    }
    Deployment now = running.get();
    Deployment then = next.get();
    if (then.staged()) {
      return then.finalizationLocked() ? Reason.STAGED_AND_LOCKED : Reason.STAGED;
    }
    if (then.booted()) {
      return Reason.UNCHANGED;
    }
    if (now.timestamp().isEmpty()
        || then.timestamp().isEmpty()
        || now.timestamp().getAsLong() == then.timestamp().getAsLong()) {
      return Reason.OTHER_FIRST;
    }
    return then.timestamp().getAsLong() > now.timestamp().getAsLong()
        ? Reason.NEWER_FIRST
        : Reason.OLDER_FIRST;
  }
}
