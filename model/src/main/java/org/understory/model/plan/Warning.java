package org.understory.model.plan;

/**
 * Something a person should know before agreeing to a plan.
 *
 * @param detail what it is about: an id, an argument, a version, or empty text as {@link Code}
 *     says; not safe to show until sanitized
 */
public record Warning(Code code, String detail) {
  /** What it is, the most serious first; what {@link #detail} holds is in brackets. */
  public enum Code {
    /** Does not fit into the free space of /boot (bytes missing). */
    BOOT_FULL,
    /** Does not fit into the free space of the disk (bytes missing). */
    DISK_FULL,
    /** A staged update will be thrown away, for libostree keeps one only in first place (id). */
    STAGED_DISCARDED,
    /** May keep the system from starting or from letting anybody in (argument). */
    LOCKS_OUT,
    /** Deployments follow the remote that goes, and could not be updated any more (their ids). */
    REMOTE_IN_USE,
    /** Whoever answers at this address can replace the system (address). */
    REMOTE_UNVERIFIED,
    /** Made for another kind of processor (architecture). */
    OTHER_ARCHITECTURE,
    /** Nobody vouches for what comes from there (remote). */
    UNVERIFIED,
    /** Nobody checks who made these packages, which are files of this computer (their names). */
    FILES_UNCHECKED,
    /** What runs is checked by signatures, and what comes is not (remote of what runs). */
    LESS_CHECKED,
    /** Layered packages that may not be there for what comes (their names). */
    LAYERS_UNSURE,
    /** Weakens the protection of the system (argument). */
    WEAKENS,
    /** Whoever has this key can sign what is installed (fingerprint and owner). */
    KEY_TRUSTED,
    /** The first key of its own puts others aside that counted so far (how many). */
    KEYS_REPLACED,
    /** Keys go with the remote (how many). */
    KEYS_LOST,
    /** What else is set for the remote goes with it (names of settings). */
    SETTINGS_LOST,
    /** What was to start once will not: the boot menu is written anew (id). */
    ONCE_ENDS,
    /**
     * The boot loader knows it by a name that tells its place (id): should another program change
     * the list before the restart, another may start.
     */
    ONCE_BY_PLACE,
    /** A program updates this computer by itself, and moves on from there again (its name). */
    DRIVEN_ON,
    /** Older than what it replaces (version or date). */
    OLDER,
    /** Another edition, perhaps with another desktop (variant). */
    OTHER_DESKTOP,
    /** What programs have changed in /var and in home folders does not go back (empty). */
    ONE_WAY,
    /** Its publisher no longer updates this branch (the publisher's words). */
    END_OF_LIFE,
    /** Its publisher asks to move to another branch (refspec). */
    END_OF_LIFE_REBASE,
    /** Nothing older is left to go back to (empty). */
    NO_WAY_BACK,
    /** Not all of the commit is on this computer: it is downloaded first (checksum). */
    NOT_HERE,
    /** Signatures are checked, and there is no key yet to check them with (remote). */
    KEY_NEEDED,
    /** This remote does not ask for signatures, so that a key changes nothing (remote). */
    KEY_UNUSED,
    /** All of these keys are trusted already (remote). */
    KEY_KNOWN,
    /** Branches that came from the remote stay, and nobody updates them (how many). */
    BRANCHES_STAY,
    /** The system itself brought this remote (file). */
    REMOTE_SHIPPED,
    /** The next new kernel may not fit into /boot (bytes left). */
    BOOT_NEARLY_FULL,
    /**
     * This libostree is older than 2025.2: a power cut while boot entries change can leave a system
     * that does not start (its version).
     */
    NOT_POWER_SAFE,
    /** The staged update stays behind at shutdown until it is unlocked (id). */
    STAGED_LOCKED,
    /** It becomes bootable only by a clean shutdown; a power cut before loses it (id). */
    NEEDS_CLEAN_SHUTDOWN
  }
}
