package org.understory.store.wire;

/** A line that comes back from there. Bytes are the characters of ISO 8859-1. */
public sealed interface BootcLine {
  /** Something that it printed. */
  record Said(String bytes) implements BootcLine {}

  /** Something that it wrote to the descriptor for that. */
  record Told(String bytes) implements BootcLine {}

  /** It is over; the last line. */
  record Ended(int status) implements BootcLine {}
}
