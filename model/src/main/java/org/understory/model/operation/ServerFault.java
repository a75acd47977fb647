package org.understory.model.operation;

/** What is wrong with a server. */
public enum ServerFault {
  /** No connection, or it broke before an answer came. */
  UNREACHABLE,
  /** Its certificate is not one to trust. */
  UNTRUSTED,
  /** An HTTP status that is no success. */
  STATUS,
  /** Too few bytes in the time. */
  TOO_SLOW,
  /** More bytes than any real one has. */
  TOO_LARGE,
  /** It ended before its end. */
  CUT_SHORT,
  /** Too often sent on. */
  REDIRECTS,
  /** Sent on from an encrypted connection to one that is none, or to nowhere. */
  UNSAFE_REDIRECT,
  /** Compressed, or changed in another way that was not asked for. */
  ENCODED,
  /** It is no address of a server. */
  BAD_ADDRESS
}
