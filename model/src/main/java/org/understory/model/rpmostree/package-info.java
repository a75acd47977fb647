/** What the daemon of rpm-ostree tells of a system, and who drives it; how it is asked is not. */
package org.understory.model.rpmostree;
