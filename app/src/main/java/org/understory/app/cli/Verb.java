package org.understory.app.cli;

import org.understory.model.operation.StoreException;

/** A command of the terminal. */
interface Verb {
  /**
   * Does it. What can't be read on the way goes to {@link Session#report}, and the rest is still
   * printed.
   *
   * @throws StoreException what keeps the command from doing anything
   */
  void run(Session session) throws StoreException;
}
