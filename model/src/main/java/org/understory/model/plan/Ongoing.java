package org.understory.model.plan;

import org.understory.model.operation.StoreException;

/**
 * A change that somebody else began, listened to. Whoever listens holds up its end, so this is
 * closed as soon as it is over.
 */
public interface Ongoing extends AutoCloseable {
  /** Whose it is, and what. */
  Busy.Service busy();

  /**
   * Waits for its end, or until this is closed. {@link Outcome.Lost} where the end was not heard:
   * it may go on, or have been over before.
   */
  Outcome await();

  /**
   * Asks for it to be given up, and waits until that is heard, not until it is done.
   *
   * @throws StoreException who may not, and what keeps it from being asked
   */
  void cancel() throws StoreException;

  /** Listens no longer; it goes on. */
  @Override
  void close();
}
