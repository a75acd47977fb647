/**
 * The search for the version in which something broke, as the window leads through it; what is
 * known of one is the store's, and is shared with the terminal.
 */
package org.understory.app.bisect;
