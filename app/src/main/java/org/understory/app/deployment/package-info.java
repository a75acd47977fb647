/**
 * A deployment in a person's words, for all screens that show one: its name, branch and states;
 * nothing of what can be done with it.
 */
package org.understory.app.deployment;
