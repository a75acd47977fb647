/** What the daemon of rpm-ostree says of itself to whoever asks; nothing is asked of it to do. */
package org.understory.store.rpmostree;
