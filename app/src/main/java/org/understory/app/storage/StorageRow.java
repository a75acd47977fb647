package org.understory.app.storage;

import org.understory.model.system.Deployment;

/**
 * A deployment or branch with its sizes in words; every text but {@code id} is safe to show.
 *
 * @param going how it can be made to go
 * @param id of the deployment; empty text for a branch
 * @param detail what tells more of it, such as that it runs
 * @param frees what removing it frees
 */
record StorageRow(
    Going going,
    String id,
    String name,
    String detail,
    String total,
    String unique,
    String shared,
    String frees) {

  /** How something goes. */
  enum Going {
    /** Not at all: it runs, or is a branch. */
    STAYS,
    /** It is staged, and would be discarded. */
    DISCARDED,
    /** It would be removed. */
    REMOVED;

    static Going of(Deployment deployment) {
      if (deployment.staged()) {
        return DISCARDED;
      }
      return deployment.booted() ? STAYS : REMOVED;
    }
  }
}
