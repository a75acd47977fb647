/** Entries of a tree and the difference between two trees; opening objects is the store's work. */
package org.understory.model.tree;
