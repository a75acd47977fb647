package org.understory.store.libostree;

/** How a deployment's {@code /usr} becomes writable (OstreeDeploymentUnlockedState). */
public enum UnlockKind {
  /** Changes are lost at the next boot. */
  DEVELOPMENT(1),
  /** Changes are kept, and a copy of the deployment is there to roll back to. */
  HOTFIX(2),
  /** As DEVELOPMENT, but only for who remounts it for writing in a name space of its own. */
  TRANSIENT(3);

  private final int state;

  UnlockKind(int state) {
    this.state = state;
  }

  int state() {
    return state;
  }
}
