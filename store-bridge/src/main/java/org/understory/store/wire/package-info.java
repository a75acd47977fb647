/**
 * What goes between processes and how it looks there: the D-Bus contract that both ends of the
 * helper share, the codec that carries it (strict, bounded, without reflection), and requests,
 * events and outcomes as JSON, as also in the log. What a message asks for is decided elsewhere.
 */
package org.understory.store.wire;
