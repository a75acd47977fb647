package org.understory.app.change;

import java.util.List;
import java.util.Optional;
import org.understory.model.plan.Operation;

/**
 * What was done, to be told for a while.
 *
 * @param text safe to show
 * @param undo what takes it back, in this order; empty where nothing can
 * @param restart asks for the restart that it needs; empty where none is needed or nobody can
 */
public record Done(String text, List<Operation> undo, Optional<Runnable> restart) {
  public Done {
    undo = List.copyOf(undo);
  }
}
