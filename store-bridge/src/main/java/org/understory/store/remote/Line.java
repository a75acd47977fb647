package org.understory.store.remote;

import java.util.concurrent.CompletableFuture;

/** A way to ask servers. For use by several threads. */
interface Line extends AutoCloseable {
  /**
   * Asks what the exchange is about, and gives it the answer while it comes. To cancel what is
   * returned ends it.
   */
  CompletableFuture<Answer> ask(Exchange exchange);

  /** Ends all that is asked. */
  @Override
  void close();
}
