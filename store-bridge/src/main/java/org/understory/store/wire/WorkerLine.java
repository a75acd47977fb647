package org.understory.store.wire;

import java.util.Optional;
import org.understory.model.plan.Event;
import org.understory.model.plan.Outcome;

/**
 * One line that a worker writes about the work that it was given.
 *
 * @param type what it means to somebody who does not look into the event
 * @param phase the name of the step that begins, if one does
 * @param state id of the state that the system is in, on the last line where it can be read
 * @param event what happened
 */
public record WorkerLine(Type type, Optional<String> phase, Optional<String> state, Event event) {
  /** The kinds of line. */
  public enum Type {
    /** It can still be stopped; a line of this type may be lost. */
    PROGRESS,
    /** From here on it can't be stopped. */
    COMMITTING,
    /** The last line. */
    FINISHED
  }

  /** The last line. */
  public static WorkerLine finished(Outcome outcome, Optional<String> state) {
    return new WorkerLine(Type.FINISHED, Optional.empty(), state, new Event.Finished(outcome));
  }

  /** The same without what only the one who asked may know. */
  public WorkerLine forAll() {
    return event instanceof Event.Finished(Outcome outcome)
        ? finished(outcome.forAll(), state)
        : this;
  }

  /** The line for an event. */
  public static WorkerLine of(Event event) {
    return switch (event) {
      case Event.Finished(Outcome outcome) -> finished(outcome, Optional.empty());
      case Event.Phase(Event.Step step) -> {
        boolean writes = step == Event.Step.DEPLOYING || step == Event.Step.CLEANING;
        Type type = writes ? Type.COMMITTING : Type.PROGRESS;
        yield new WorkerLine(type, Optional.of(RecordJson.name(step)), Optional.empty(), event);
      }
      case Event.Authorizing _, Event.Progress _, Event.Note _ ->
          new WorkerLine(Type.PROGRESS, Optional.empty(), Optional.empty(), event);
    };
  }
}
