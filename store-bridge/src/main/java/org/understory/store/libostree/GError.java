package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What went wrong in C.
 *
 * @param domain for example {@code g-io-error-quark}
 * @param code its meaning depends on the domain
 * @param message English, for people who know the library
 */
record GError(String domain, int code, String message) {
  static final String IO = "g-io-error-quark";

  // enum GIOErrorEnum
  static final int FAILED = 0;
  static final int NOT_FOUND = 1;
  static final int EXISTS = 2;
  static final int NO_SPACE = 12;
  static final int PERMISSION_DENIED = 14;
  static final int CANCELLED = 19;
  static final int READ_ONLY = 21;
  static final int TIMED_OUT = 24;
  static final int WOULD_BLOCK = 27;
  static final int HOST_NOT_FOUND = 28;
  static final int PARTIAL_INPUT = 34;
  static final int INVALID_DATA = 35;
  static final int HOST_UNREACHABLE = 37;
  static final int CONNECTION_CLOSED = 44;

  private static final Fn QUARK = new Fn("g_quark_to_string", "pu");
  private static final Fn FREE = new Fn("g_error_free", "vp");

  /**
   * Reads an error that was given to us and frees it.
   *
   * @param error struct _GError: guint32 domain; gint code; gchar *message
   */
  @SuppressWarnings("restricted") // this room is for it
  static GError taken(MemorySegment error) {
    MemorySegment fields = error.reinterpret(8 + ValueLayout.ADDRESS.byteSize());
    GError read =
        new GError(
            GLib.borrowed(QUARK.pointer(fields.get(ValueLayout.JAVA_INT, 0))),
            fields.get(ValueLayout.JAVA_INT, 4),
            GLib.borrowed(fields.get(ValueLayout.ADDRESS, 8)));
    FREE.run(error);
    return read;
  }

  /** Whether it is this one of GIO's. */
  boolean is(int ioCode) {
    return domain.equals(IO) && code == ioCode;
  }
}
