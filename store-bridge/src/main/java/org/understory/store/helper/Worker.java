package org.understory.store.helper;

import java.io.IOException;

/** Does one request in a process of its own, which may die without taking the front along. */
public interface Worker {
  /** What a worker says. */
  interface Listener {
    /** A JSON document on one line. */
    void line(String json);

    /** There will be nothing more from it; once, after the last line. */
    void ended();
  }

  /** Work that has begun. */
  interface Work {
    /** Asks it to stop; it may be too late. */
    void cancel();
  }

  /**
   * Starts the work.
   *
   * @param action the polkit action that allowed it; empty for what needs none
   */
  Work start(String action, String order, Listener listener) throws IOException;
}
