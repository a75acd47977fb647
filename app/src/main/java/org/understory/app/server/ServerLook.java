package org.understory.app.server;

import org.understory.model.operation.Problem;

/** How the last look on a server goes, or went. */
public sealed interface ServerLook {
  /** Nobody looks: nobody has, or what was found is there. */
  record Still() implements ServerLook {}

  /**
   * The server is being asked.
   *
   * @param found versions so far that are not here
   */
  record Running(String remote, int found) implements ServerLook {}

  /** Somebody stopped it. */
  record Stopped(String remote) implements ServerLook {}

  /** The server gave nothing to use. */
  record Failed(String remote, Problem problem) implements ServerLook {}
}
