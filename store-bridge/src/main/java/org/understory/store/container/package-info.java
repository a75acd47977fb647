/**
 * Reads what is known of the container images that systems come from: out of commits, and from
 * registries through skopeo. How a system is moved to another image is not here.
 */
package org.understory.store.container;
