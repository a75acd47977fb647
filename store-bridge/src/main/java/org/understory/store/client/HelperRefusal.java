package org.understory.store.client;

import java.io.Serial;
import java.util.Optional;
import org.understory.store.bus.ErrorName;

/** The helper, or the bus in its place, answered with an error. */
public final class HelperRefusal extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String wireName;

  HelperRefusal(String wireName) {
    super(wireName);
    this.wireName = wireName;
  }

  /** Which of the helper's own errors it is; empty when there is no helper to give one. */
  public Optional<ErrorName> name() {
    return ErrorName.of(wireName);
  }
}
