package org.understory.model.plan;

import org.understory.model.operation.Problem;

/** A change by somebody else that is under way, as far as can be told. */
public sealed interface Busy {
  /**
   * One that the helper makes.
   *
   * @param user who asked for it: a name, or a number where there is none
   * @param action of polkit that allowed it
   * @param since seconds since 1970
   */
  record Change(String user, String action, long since) implements Busy {}

  /**
   * A program that holds the sysroot's lock.
   *
   * @param name as it calls itself
   * @param process its id
   */
  record Program(String name, long process) implements Busy {}

  /** Why something else can't be done now. */
  default Problem problem() {
    return switch (this) {
      case Change(String user, String action, long since) ->
          new Problem.AnotherChange(user, action, since);
      case Program(String name, long process) -> new Problem.LockedBy(name, process);
    };
  }
}
