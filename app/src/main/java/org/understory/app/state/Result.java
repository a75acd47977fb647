package org.understory.app.state;

import org.understory.model.operation.Problem;

/** How background work ended. */
public sealed interface Result<T> {
  /** It is done, with this value. */
  record Done<T>(T value) implements Result<T> {}

  /** It could not be done. */
  record Failed<T>(Problem problem) implements Result<T> {}

  /** Somebody stopped it. */
  record Cancelled<T>() implements Result<T> {}
}
