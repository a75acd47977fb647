/**
 * Starts the program and wires it together with new; nothing else knows both the window and the
 * command line.
 */
package org.understory.app.launch;
