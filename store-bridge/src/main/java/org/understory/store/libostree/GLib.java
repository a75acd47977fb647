package org.understory.store.libostree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What of GLib and GObject libostree's functions take and give. */
final class GLib {
  static final Fn FREE = new Fn("g_free", "vp");
  static final Fn UNREF = new Fn("g_object_unref", "vp");

  private static final Fn FILE = new Fn("g_file_new_for_path", "pp");
  private static final Fn ARRAY_NEW = new Fn("g_ptr_array_new", "p");
  private static final Fn ARRAY_ADD = new Fn("g_ptr_array_add", "vpp");
  private static final Fn ARRAY_UNREF = new Fn("g_ptr_array_unref", "vp");

  private GLib() {}

  /** A UTF-8 string that C keeps; empty for NULL. */
  static String borrowed(MemorySegment text) {
    return isNull(text) ? "" : endless(text).getString(0, StandardCharsets.UTF_8);
  }

  /** A UTF-8 string that was given to us: it is freed (g_free). */
  static String taken(MemorySegment text) {
    try {
      return borrowed(text);
    } finally {
      FREE.run(text); // g_free(NULL) is allowed
    }
  }

  /** A file name that was given by Java, in an object that the caller unrefs. */
  static MemorySegment file(Arena arena, String path) {
    return FILE.pointer(arena.allocateFrom(path)); // transfer full
  }

  /** {@code char **} with NULL at its end, which lives as long as the arena. */
  static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array;
  }

  /**
   * What a GPtrArray points to, which belongs to it or to whoever filled it.
   *
   * @param array struct _GPtrArray: gpointer *pdata; guint len
   */
  @SuppressWarnings("restricted") // this room is for it
  static List<MemorySegment> elements(MemorySegment array) {
    MemorySegment fields =
        array.reinterpret(ValueLayout.ADDRESS.byteSize() + ValueLayout.JAVA_INT.byteSize());
    int length = fields.get(ValueLayout.JAVA_INT, ValueLayout.ADDRESS.byteSize());
    MemorySegment elements =
        fields.get(ValueLayout.ADDRESS, 0).reinterpret(length * ValueLayout.ADDRESS.byteSize());
    List<MemorySegment> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(elements.getAtIndex(ValueLayout.ADDRESS, i));
    }
    return list;
  }

  /** A new GPtrArray that owns nothing of what it points to; ended by {@link #unrefArray}. */
  static MemorySegment array(List<MemorySegment> elements) {
    MemorySegment array = ARRAY_NEW.pointer();
    elements.forEach(each -> ARRAY_ADD.run(array, each));
    return array;
  }

  static void unrefArray(MemorySegment array) {
    ARRAY_UNREF.run(array);
  }

  static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }

  @SuppressWarnings("restricted") // this room is for it
  private static MemorySegment endless(MemorySegment pointer) {
    return pointer.reinterpret(Long.MAX_VALUE);
  }
}
