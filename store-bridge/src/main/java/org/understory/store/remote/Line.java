package org.understory.store.remote;

import java.io.IOException;
import java.util.concurrent.CancellationException;

/** A way to ask servers. For use by several threads. */
interface Line extends AutoCloseable {
  /**
   * Asks what the exchange is about, gives it the answer while it comes, and returns when that has
   * ended.
   *
   * @throws IOException of the way to the server, of the exchange's target, or if its time is over
   * @throws CancellationException if cancelled, or if this thread is interrupted
   */
  Answer ask(Exchange exchange) throws IOException;

  /** Ends all that is asked. */
  @Override
  void close();
}
