package org.understory.app.deployment;

import org.understory.app.control.Tone;

/** A state of a deployment in a word, and what that word means. */
public record DeploymentState(String key, String word, String meaning, Tone tone) {}
