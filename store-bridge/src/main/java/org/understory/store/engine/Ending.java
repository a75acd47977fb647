package org.understory.store.engine;

import java.util.Optional;
import java.util.function.Consumer;
import org.understory.model.plan.Event;
import org.understory.model.plan.Event.Step;
import org.understory.model.plan.Outcome;
import org.understory.store.wire.WorkerLine;

/**
 * Lets one piece of work end once: by itself or, where a download does not listen, in its place.
 * libostree looks whether it is to stop when something arrives; of a server that is silent nothing
 * does for half a minute (CURLOPT_LOW_SPEED_TIME in ostree-fetcher-curl.c).
 */
final class Ending {
  private final Consumer<WorkerLine> lines;
  private Runnable release = () -> {};
  private boolean fetching;
  private boolean ended;

  /**
   * @param lines hears what happens
   */
  Ending(Consumer<WorkerLine> lines) {
    this.lines = lines;
  }

  /** What gives back the lock, for when nobody else does. */
  synchronized void releasing(Runnable action) {
    release = action;
  }

  /** Passes on what happens. */
  synchronized void tell(Event event) {
    if (event instanceof Event.Phase(Step step)) {
      fetching = step == Step.CHECKING || step == Step.DOWNLOADING;
    }
    lines.accept(WorkerLine.of(event));
  }

  /** Says how it ended. */
  synchronized void finished(Outcome outcome, Optional<String> stateAfter) {
    lines.accept(WorkerLine.finished(outcome, stateAfter));
  }

  /** Does what is last; nothing where that was done. */
  synchronized void end(Runnable last) {
    if (!ended) {
      ended = true;
      last.run();
    }
  }

  /** The same, but only while something is fetched: what is here then is of use the next time. */
  synchronized void abandon(Runnable last) {
    if (fetching && !ended) {
      release.run();
      end(last);
    }
  }
}
