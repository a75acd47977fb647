package org.understory.app.change;

import java.util.Optional;
import org.understory.model.plan.Operation;

/**
 * A change that failed, until somebody has read it.
 *
 * @param title what was not done, safe to show
 * @param text why, and what to do
 * @param again what can be tried again
 */
public record Trouble(String title, String text, Optional<Operation> again) {}
