package org.understory.model.operation;

/** What is wrong with bad data. */
public enum Flaw {
  TRUNCATED,
  CHECKSUM_MISMATCH,
  MALFORMED,
  UNSAFE_NAME,
  UNSORTED_NAMES,
  TOO_LARGE,
  TOO_DEEP,
  TOO_MANY
}
