package org.understory.store.engine;

import java.util.Optional;

/** A branch of a remote. */
record Branch(String remote, String name) {
  /** The branch that {@code remote:name} means; empty for a branch of this computer alone. */
  static Optional<Branch> of(String refspec) {
    int colon = refspec.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Branch(refspec.substring(0, colon), refspec.substring(colon + 1)));
  }
}
