package org.understory.app.bisect;

import java.util.Optional;
import org.understory.model.history.Bisection;
import org.understory.model.history.Checksum;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/** What is to be done next in a search. */
sealed interface Step {
  /** This one runs, and nobody has said yet whether it works. */
  record Answer(Checksum commit) implements Step {}

  /** This one starts next. */
  record Restart(Checksum commit) implements Step {}

  /** This one is to be started. */
  record Try(Checksum commit) implements Step {}

  /** Nothing: what can be found out has been. */
  record Over() implements Step {}

  /** What it is while the system is like this. */
  static Step of(Bisection search, SystemSnapshot now) {
    Optional<Checksum> next = search.next();
    if (next.isEmpty()) {
      return new Over();
    }
    Optional<Checksum> runs = now.current().map(Deployment::checksum);
    // Whatever was found out of the one that runs is worth as much, and costs no restart.
    if (runs.filter(search::isOpen).isPresent()) {
      return new Answer(runs.get());
    }
    return now.nextBoot().map(Deployment::checksum).equals(next)
        ? new Restart(next.get())
        : new Try(next.get());
  }

  /** The version that it is about; nothing once it is over. */
  default Optional<Checksum> about() {
    return switch (this) {
      case Answer(Checksum commit) -> Optional.of(commit);
      case Restart(Checksum commit) -> Optional.of(commit);
      case Try(Checksum commit) -> Optional.of(commit);
      case Over _ -> Optional.empty();
    };
  }
}
