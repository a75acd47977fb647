package org.understory.store.tool;

import java.io.IOException;
import java.io.InputStream;

/** A program that runs, in this process's name or behind a socket. */
public interface Running extends AutoCloseable {
  /** What it writes to the descriptor that it was given for that, to its end. */
  InputStream progress();

  /** All else that it prints, to its end. */
  InputStream output();

  /** Waits for its end: its exit status, or 128 and the number of the signal that ended it. */
  int await();

  /** Has it and all that it started end, by force or not. Nothing where it is gone. */
  void end(boolean force);

  @Override
  void close() throws IOException;
}
