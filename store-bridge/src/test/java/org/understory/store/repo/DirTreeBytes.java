package org.understory.store.repo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.history.Checksum;

/** Writes dirtree objects as GLib does, and wrong ones that GLib would not. */
final class DirTreeBytes {
  private DirTreeBytes() {}

  /** A dirtree with these names, in this order. */
  static byte[] of(List<String> files, List<String> folders) {
    byte[] first = array(files, 1);
    return framed(List.of(first, array(folders, 2)), List.of(first.length));
  }

  /** The checksum that {@link #of} gives the entry of this name. */
  static Checksum checksum(String name, int number) {
    return new Checksum(name.hashCode(), number, -1, 7);
  }

  private static byte[] array(List<String> names, int checksums) {
    List<byte[]> items = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (String name : names) {
      items.add(entry(name, checksums));
      end += items.getLast().length;
      ends.add(end);
    }
    return framed(items, ends);
  }

  private static byte[] entry(String name, int checksums) {
    byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
    List<byte[]> parts = new ArrayList<>(List.of(text));
    for (int i = 0; i < checksums; i++) {
      parts.add(checksum(name, i).bytes());
    }
    return framed(
        parts,
        checksums == 1 ? List.of(text.length) : List.of(text.length + Checksum.BYTES, text.length));
  }

  private static byte[] framed(List<byte[]> parts, List<Integer> offsets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    int width = 1;
    while (out.size() + offsets.size() * width >= 1L << 8 * width) {
      width *= 2;
    }
    for (int offset : offsets) {
      for (int i = 0; i < width; i++) {
        out.write(offset >>> 8 * i);
      }
    }
    return out.toByteArray();
  }
}
