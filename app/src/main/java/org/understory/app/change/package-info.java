/**
 * Changes to what is open, for all screens: what is planned is shown before anybody agrees, carried
 * out in the background, and can be taken back; nothing of how it is done.
 */
package org.understory.app.change;
