/**
 * The terminal: one class per command, and how their answers are written as text and as JSON; no
 * window.
 */
package org.understory.app.cli;
