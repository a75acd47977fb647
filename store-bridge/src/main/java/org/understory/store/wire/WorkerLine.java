package org.understory.store.wire;

import org.understory.model.plan.Event;

/**
 * One line that a worker writes about the work that it was given.
 *
 * @param type what it means to somebody who does not look into the event
 * @param event what happened
 */
public record WorkerLine(Type type, Event event) {
  /** The kinds of line. */
  public enum Type {
    /** It can still be stopped; a line of this type may be lost. */
    PROGRESS,
    /** From here on it can't be stopped. */
    COMMITTING,
    /** The last line. */
    FINISHED
  }

  /** The line for an event. */
  public static WorkerLine of(Event event) {
    return new WorkerLine(
        switch (event) {
          case Event.Finished _ -> Type.FINISHED;
          case Event.Phase(Event.Step step) ->
              step == Event.Step.DEPLOYING || step == Event.Step.CLEANING
                  ? Type.COMMITTING
                  : Type.PROGRESS;
          case Event.Authorizing _, Event.Progress _ -> Type.PROGRESS;
        },
        event);
  }
}
