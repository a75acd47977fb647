package org.understory.app.state;

import org.understory.model.operation.StoreException;

/** Work that runs off the thread that draws. */
@FunctionalInterface
public interface Work<T> {
  /**
   * Does it, looking at {@code job.cancellation()} often; a {@link
   * java.util.concurrent.CancellationException} ends it as cancelled.
   */
  T run(Job job) throws StoreException;
}
