package org.understory.app.change;

import java.util.Optional;
import org.understory.app.state.SystemChoice;

/** How a computer is restarted from the window. */
@FunctionalInterface
public interface Restart {
  /** Nobody can. */
  Restart NONE = system -> Optional.empty();

  /** Asks for a restart of the computer that runs this system; empty where it can't be asked. */
  Optional<Runnable> of(SystemChoice system);
}
