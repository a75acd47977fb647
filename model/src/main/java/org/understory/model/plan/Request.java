package org.understory.model.plan;

/**
 * An operation on the state that a person saw.
 *
 * @param expectedState {@link org.understory.model.system.SystemSnapshot#stateId} of that state; in
 *     any other the operation is refused with {@link
 *     org.understory.model.operation.Problem.StateChanged}
 * @param acceptsUnverified whether the person was warned that nobody vouches for what comes from
 *     the remote; without that such a deployment is refused, and with it another permission is
 *     needed
 */
public record Request(String expectedState, Operation operation, boolean acceptsUnverified) {
  /** What a person asks for who has seen a plan and agreed to it. */
  public static Request of(Plan plan) {
    boolean warned =
        plan.warnings().stream().anyMatch(each -> each.code() == Warning.Code.UNVERIFIED);
    return new Request(plan.before().stateId(), plan.operation(), warned);
  }
}
