/**
 * Reads small untrusted files within bounds and says the file system's refusals in a person's
 * terms; knows nothing of OSTree, and is not for other modules.
 */
package org.understory.store.file;
