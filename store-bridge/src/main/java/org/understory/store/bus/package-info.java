/**
 * The D-Bus contract that both ends of the helper share, and the codec that carries it: strict,
 * bounded, without reflection. What a message asks for is decided elsewhere.
 */
package org.understory.store.bus;
