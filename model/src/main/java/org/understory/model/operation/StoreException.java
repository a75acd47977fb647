package org.understory.model.operation;

import java.io.Serial;

/**
 * Expected trouble with the store, carried to whoever can show it; its {@link Problem} says
 * everything a person needs.
 */
public final class StoreException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Wraps a problem that has no technical cause worth logging. */
  public StoreException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** Wraps a problem with the failure that showed it. */
  public StoreException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What went wrong, in terms a person can do something about. */
  public Problem problem() {
    return problem;
  }
}
