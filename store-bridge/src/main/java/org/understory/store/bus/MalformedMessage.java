package org.understory.store.bus;

import java.io.Serial;

/** Bytes that are not what their signature says; for whoever reads them to drop. */
public final class MalformedMessage extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  MalformedMessage(String what) {
    super(what);
  }
}
