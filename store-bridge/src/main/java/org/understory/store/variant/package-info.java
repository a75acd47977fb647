/**
 * Reads GVariant, GLib's serialisation, out of untrusted bytes; knows nothing of OSTree, and is not
 * for other modules.
 */
package org.understory.store.variant;
