/**
 * Who carries an operation out: what is read to plan it, and what is asked of libostree, in order.
 * Nothing here knows a bus, a window or native memory.
 */
package org.understory.store.engine;
