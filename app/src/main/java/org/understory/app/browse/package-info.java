/** The Browse screen: the tree of one commit, folder by folder, and a look at each entry. */
package org.understory.app.browse;
