package org.understory.app.change;

import java.util.Optional;
import org.understory.app.state.SystemChoice;
import org.understory.model.operation.StoreException;

/** How a computer is restarted from the window. */
@FunctionalInterface
public interface Restart {
  /** Nobody can. */
  Restart NONE = system -> Optional.empty();

  /** Who restarts the computer that runs this system; empty where nobody can. */
  Optional<Restarter> of(SystemChoice system);

  /** Restarts a computer. */
  @FunctionalInterface
  interface Restarter {
    /**
     * Asks for it and waits until it has begun, so never on the thread that draws.
     *
     * @throws StoreException RestartInhibited, RestartNotAllowed, RestartUnavailable
     */
    void restart() throws StoreException;
  }
}
