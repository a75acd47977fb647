/**
 * Reads deployments: boot entries, origins, staged data, kernel command line; it never changes
 * them.
 */
package org.understory.store.sysroot;
