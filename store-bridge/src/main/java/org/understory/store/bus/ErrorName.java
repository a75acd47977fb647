package org.understory.store.bus;

import java.util.Arrays;
import java.util.Optional;

/** Every way in which the helper refuses or fails; each is an error's name on the bus. */
public enum ErrorName {
  NOT_AUTHORIZED("NotAuthorized"),
  AUTHENTICATION_DISMISSED("AuthenticationDismissed"),
  AUTHENTICATION_UNAVAILABLE("AuthenticationUnavailable"),
  INVALID_ARGUMENT("InvalidArgument"),
  INVALID_STATE("InvalidState"),
  LIMITS_EXCEEDED("LimitsExceeded"),
  BUSY("Busy"),
  LOCKED_BY_OTHER("LockedByOther"),
  STATE_CHANGED("StateChanged"),
  NOT_FOUND("NotFound"),
  NOT_BOOTED("NotBooted"),
  IS_BOOTED("IsBooted"),
  IS_PINNED("IsPinned"),
  IS_STAGED("IsStaged"),
  NOT_CANCELLABLE("NotCancellable"),
  CANCELLED("Cancelled"),
  NO_SPACE("NoSpace"),
  BOOT_NO_SPACE("BootNoSpace"),
  NETWORK("Network"),
  SIGNATURE_FAILED("SignatureFailed"),
  DOWNGRADE("Downgrade"),
  REF_BINDING_MISMATCH("RefBindingMismatch"),
  CORRUPT("Corrupt"),
  MISSING_OBJECTS("MissingObjects"),
  READ_ONLY("ReadOnly"),
  FINALIZE_FAILED("FinalizeFailed"),
  UNSUPPORTED("Unsupported"),
  WORKER_CRASHED("WorkerCrashed"),
  INTERNAL("Internal");

  private final String word;

  ErrorName(String word) {
    this.word = word;
  }

  /** The last part of the name, as in the JSON of an outcome. */
  public String word() {
    return word;
  }

  /** The name on the bus. */
  public String wireName() {
    return Contract.ERRORS + word;
  }

  /** The error with this name on the bus. */
  public static Optional<ErrorName> of(String wireName) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(wireName)).findFirst();
  }
}
