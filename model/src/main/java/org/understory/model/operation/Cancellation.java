package org.understory.model.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A wish to stop that long work looks at often; cancelling is an outcome, not an error. Safe for
 * any thread.
 */
public final class Cancellation {
  private volatile boolean cancelled;

  /** Guards itself; empty once cancelled. */
  private final List<Registration> registrations = new ArrayList<>();

  /**
   * Asks the work to stop. Returns at once, or after the actions given to {@link #onCancel}, which
   * run on this thread.
   */
  public void cancel() {
    List<Registration> asked;
    synchronized (registrations) {
      cancelled = true;
      asked = List.copyOf(registrations);
      registrations.clear();
    }
    asked.forEach(Registration::run);
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

  /**
   * Runs this once when somebody asks, on the thread that does; at once, on this one, if somebody
   * has. For work that can't look by itself because it is inside of a call.
   *
   * @param action quick, and not waiting for the work
   */
  public Registration onCancel(Runnable action) {
    Registration registration = new Registration(action);
    synchronized (registrations) {
      if (!cancelled) {
        registrations.add(registration);
        return registration;
      }
    }
    registration.run();
    return registration;
  }

  /** Ends what {@link #onCancel} began. */
  public final class Registration implements AutoCloseable {
    private final Runnable action;
    private boolean done;

    private Registration(Runnable action) {
      this.action = action;
    }

    private synchronized void run() {
      if (!done) {
        done = true;
        action.run();
      }
    }

    /** After this the action does not run any more, and does not run still on another thread. */
    @Override
    public void close() {
      synchronized (registrations) {
        registrations.remove(this);
      }
      synchronized (this) {
        done = true;
      }
    }
  }
}
