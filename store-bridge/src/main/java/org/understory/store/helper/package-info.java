/**
 * The end of the contract that runs in the background and has rights: the front, which speaks D-Bus
 * and asks polkit, and the seam to the worker, which does the work in a process of its own. Nothing
 * here touches a system, and nothing a caller says is believed before polkit has said yes.
 */
package org.understory.store.helper;
