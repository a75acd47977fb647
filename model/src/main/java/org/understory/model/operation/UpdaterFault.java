package org.understory.model.operation;

/** Why the updater of Endless OS does not go on. */
public enum UpdaterFault {
  /** A file of its configuration is wrong. */
  CONFIGURATION,
  /** The system was started from a medium to try it. */
  LIVE_SYSTEM,
  /** It does not take this system for one that can be updated. */
  NOT_OSTREE,
  /** The connection may cost money, and nobody has said that it is to be used all the same. */
  METERED,
  /** The list of applications that comes with the version is wrong. */
  APPLICATIONS,
  /** It has prepared an update, and does nothing more before the computer is restarted. */
  RESTART_FIRST
}
