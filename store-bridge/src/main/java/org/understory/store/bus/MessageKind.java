package org.understory.store.bus;

/** The kinds of message; the order is that of their numbers, from 1. */
public enum MessageKind {
  CALL,
  RETURN,
  ERROR,
  SIGNAL
}
