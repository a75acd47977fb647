package org.understory.model.plan;

import org.understory.model.operation.Problem;

/**
 * An operation on the state that a person saw.
 *
 * @param expectedState {@link org.understory.model.system.SystemSnapshot#stateId} of that state; in
 *     any other the operation is refused with {@link Problem.StateChanged}
 */
public record Request(String expectedState, Operation operation) {}
