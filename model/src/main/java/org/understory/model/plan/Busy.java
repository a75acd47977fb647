package org.understory.model.plan;

import org.understory.model.operation.Problem;
import org.understory.model.operation.ServiceTask;

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

  /**
   * What a service that brings new versions does because a program asked for it.
   *
   * @param client how the program names itself to the service, or its unit, or its own name; empty
   *     where that is not known; not safe to show until sanitized
   * @param title what the service calls it; empty where it was not asked; as unsafe
   */
  record Service(ServiceTask task, String client, String title) implements Busy {}

  /** Why something else can't be done now. */
  default Problem problem() {
    return switch (this) {
      case Change(String user, String action, long since) ->
          new Problem.AnotherChange(user, action, since);
      case Program(String name, long process) -> new Problem.LockedBy(name, process);
      case Service(ServiceTask task, String client, String _) ->
          new Problem.ServiceBusy(task, client);
    };
  }
}
