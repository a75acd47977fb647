package org.understory.store.helper;

import java.io.IOException;

/** What anybody may know about the system. Nothing in it may be a secret. */
public interface SystemFacts {
  /** The snapshot as JSON, read now; called on a thread of its own, never twice at once. */
  String snapshot() throws IOException;

  /** Version of the library that would do the work. */
  String libostreeVersion();

  /** Whether that library and this disk keep a system whole when the power fails. */
  boolean isPowerSafe();
}
