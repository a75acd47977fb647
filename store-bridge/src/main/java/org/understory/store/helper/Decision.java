package org.understory.store.helper;

import java.util.Optional;
import org.understory.store.bus.ErrorName;

/** What polkit said; everything but {@link #ALLOWED} is a no. */
enum Decision {
  ALLOWED(Optional.empty()),
  DENIED(Optional.of(ErrorName.NOT_AUTHORIZED)),
  DISMISSED(Optional.of(ErrorName.AUTHENTICATION_DISMISSED)),
  UNAVAILABLE(Optional.of(ErrorName.AUTHENTICATION_UNAVAILABLE));

  private final Optional<ErrorName> error;

  Decision(Optional<ErrorName> error) {
    this.error = error;
  }

  Optional<ErrorName> error() {
    return error;
  }
}
