package org.understory.model.operation;

import java.util.concurrent.CancellationException;

/**
 * A wish to stop that long work looks at often; cancelling is an outcome, not an error. Safe for
 * any thread.
 */
public final class Cancellation {
  private volatile boolean cancelled;

  /** Asks the work to stop; returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether somebody asked. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Leaves the work if somebody asked. */
  public void check() {
    if (cancelled) {
      throw new CancellationException();
    }
  }
}
