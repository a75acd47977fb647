package org.understory.store.wire;

import org.understory.model.plan.Request;

/** A line that a worker is given. */
public sealed interface WorkerOrder {
  /** Do this; comes once, and first. */
  record Begin(int uid, Request request) implements WorkerOrder {}

  /** Stop it, if that is still possible. */
  record Cancel() implements WorkerOrder {}
}
