/**
 * Package lists out of a commit: rpm's and dpkg's databases in its tree, and what rpm-ostree writes
 * into its metadata. Reads only; what it finds is checked before it is believed.
 */
package org.understory.store.packages;
