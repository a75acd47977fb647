/**
 * Native access, the only room that may use it: nothing that reads depends on it, but what is here
 * lets the reader see more and look faster.
 */
package org.understory.store.libostree;
