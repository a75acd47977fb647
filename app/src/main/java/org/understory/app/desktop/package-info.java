/**
 * What the desktop around the window says over the session bus; the only room of the window that
 * speaks D-Bus. What is done with it is decided elsewhere.
 */
package org.understory.app.desktop;
