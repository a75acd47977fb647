package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.understory.model.operation.StoreException;

/** A GVariant that holds options for a function. */
record Variant(MemorySegment pointer) implements AutoCloseable {
  private static final Fn PARSE = new Fn("g_variant_parse", "pppppp");
  private static final Fn UNREF = new Fn("g_variant_unref", "vp");

  /**
   * Options out of GVariant's text format.
   *
   * @param text all strings from outside in it are {@link #quote quoted}
   */
  static Variant options(String text) throws StoreException {
    try (Call call = new Call(_ -> Optional.empty())) {
      MemorySegment none = MemorySegment.NULL;
      // No type, no limit, no place for the end; gives a full reference, not a floating one.
      return new Variant(call.pointer(PARSE, none, call.text("@a{sv} {" + text + "}"), none, none));
    }
  }

  /** A string as GVariant's text format has it. */
  static String quote(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("control character in an option");
    }
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  static String quote(List<String> texts) {
    return texts.stream().map(Variant::quote).collect(Collectors.joining(", ", "@as [", "]"));
  }

  @Override
  public void close() {
    UNREF.run(pointer);
  }
}
