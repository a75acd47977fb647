/**
 * The Activity screen: what was done to the system that is open, by whom and how it ended; what is
 * written down is read elsewhere.
 */
package org.understory.app.activity;
