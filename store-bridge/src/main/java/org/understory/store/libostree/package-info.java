/**
 * Native access, the only room that may use it. What looks at files lets the reader see more and
 * look faster, and the reader reads the same without; what writes is libostree, called from here by
 * hand-kept bindings of the few functions that are needed. What to write is decided elsewhere.
 */
package org.understory.store.libostree;
