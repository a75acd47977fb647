/**
 * Reads what a remote's server has and the system does not: branches, commits and, where they are
 * wanted, folders and files. Downloads nothing for good: that is libostree's work.
 */
package org.understory.store.remote;
