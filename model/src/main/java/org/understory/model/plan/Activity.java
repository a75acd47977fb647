package org.understory.model.plan;

import java.util.List;
import java.util.Optional;

/**
 * One change that somebody asked for, and how it ended.
 *
 * @param time when it ended, seconds since 1970
 * @param uid who asked
 * @param request the operation on the state that the person saw
 * @param stateAfter {@link org.understory.model.system.SystemSnapshot#stateId} at its end; empty
 *     where it could not be read
 * @param undo what takes it back while the system is in that state
 * @param staged id of the deployment that it left to be finished by a clean shutdown
 */
public record Activity(
    long time,
    int uid,
    Request request,
    Optional<String> stateAfter,
    Outcome outcome,
    List<Operation> undo,
    Optional<String> staged) {
  public Activity {
    undo = List.copyOf(undo);
  }

  /** Whether it can be taken back in this state: nothing else has happened since. */
  public boolean canBeUndone(String stateId) {
    return outcome instanceof Outcome.Succeeded
        && !undo.isEmpty()
        && stateAfter.filter(stateId::equals).isPresent();
  }
}
