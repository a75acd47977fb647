/**
 * Measures what takes room in a system: objects, deployments, kernels, folders. It removes nothing
 * and decides nothing.
 */
package org.understory.store.storage;
