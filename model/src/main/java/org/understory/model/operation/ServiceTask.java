package org.understory.model.operation;

/** What a service that brings new versions is doing. */
public enum ServiceTask {
  /** Fetches or prepares another version, or other packages. */
  UPDATE,
  /** Looks whether there is something newer. */
  CHECK,
  /** Fetches the lists of what can be installed. */
  LISTS,
  /** Writes kernel arguments or an initramfs. */
  ARGUMENTS,
  /** Gives up deployments, or what it keeps. */
  CLEAN,
  /** Finishes what is staged and restarts the computer. */
  RESTART,
  /** Something else. */
  OTHER
}
