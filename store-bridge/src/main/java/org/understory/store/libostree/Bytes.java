package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A GBytes with a copy of an array. */
record Bytes(MemorySegment pointer) implements AutoCloseable {
  private static final Fn NEW = new Fn("g_bytes_new", "ppl");
  private static final Fn UNREF = new Fn("g_bytes_unref", "vp");

  static Bytes of(Call call, byte[] bytes) {
    MemorySegment copy = call.arena().allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    return new Bytes(NEW.pointer(copy, (long) bytes.length)); // transfer full; it copies once more
  }

  @Override
  public void close() {
    UNREF.run(pointer);
  }
}
