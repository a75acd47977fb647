/**
 * Speaks to the updater of Endless OS; what it is asked to do, and when, is an engine's business.
 */
package org.understory.store.endless;
