package org.understory.app.change;

import java.util.Optional;

/**
 * A change that failed, until somebody has read it.
 *
 * @param title what was not done, safe to show
 * @param text why, and what to do
 * @param again tries it again
 */
public record Trouble(String title, String text, Optional<Runnable> again) {}
