package org.understory.model.operation;

/** What kept Flatpak from doing it. */
public enum FlatpakFault {
  /** Words that this program has no case for. */
  OTHER,
  /** The server can't be reached. */
  NETWORK,
  /** The server does not have this version, or not any more. */
  NO_SUCH_VERSION,
  /** This user may not do it. */
  NOT_PERMITTED,
  /** The disk is full. */
  NO_SPACE,
  /** What it runs on is not there and can't be had. */
  RUNTIME_MISSING,
  /** It is not signed as it has to be. */
  UNTRUSTED,
  /** It took too long. */
  TOO_SLOW,
  /** Somebody has changed it again since, so that taking an earlier change back would lose that. */
  CHANGED_SINCE
}
