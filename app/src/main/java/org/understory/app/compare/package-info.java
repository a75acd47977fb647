/** The Compare screen: what differs between two commits, as a tree with totals or as a list. */
package org.understory.app.compare;
