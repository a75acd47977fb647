package org.understory.store.wire;

import org.understory.model.plan.Operation;

/**
 * What a caller writes as the operation of {@code Begin}.
 *
 * @param acceptsUnverified as in {@link org.understory.model.plan.Request}
 */
public record Wish(Operation operation, boolean acceptsUnverified) {}
