package org.understory.test.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Values as GVariant has them, by hand: what no honest program writes. */
final class Packed {
  private static final int ALIGNMENT = 8;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Integer> ends = new ArrayList<>();

  /** A list of things that are aligned to eight bytes. */
  static byte[] list(int count, IntFunction<byte[]> item) {
    Packed list = new Packed();
    for (int i = 0; i < count; i++) {
      list.at(ALIGNMENT).add(item.apply(i));
    }
    return list.end(list.ends);
  }

  /** An entry of an {@code a{sv}}. */
  static byte[] entry(String key, byte[] value, String type) {
    Packed entry = new Packed();
    entry.add((key + "\0").getBytes(StandardCharsets.US_ASCII)).at(ALIGNMENT);
    entry.fixed(value).fixed(("\0" + type).getBytes(StandardCharsets.US_ASCII));
    return entry.tuple();
  }

  /** Goes on where the position is a multiple of this. */
  Packed at(int alignment) {
    while (bytes.size() % alignment != 0) {
      bytes.write(0);
    }
    return this;
  }

  /** Something whose end has to be said. */
  Packed add(byte[] value) {
    bytes.writeBytes(value);
    ends.add(bytes.size());
    return this;
  }

  /** Something whose end is known. */
  Packed fixed(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  /** All of it, with the ends in the order of a tuple. */
  byte[] tuple() {
    return end(ends.reversed());
  }

  private byte[] end(List<Integer> order) {
    int body = bytes.size();
    int width = 1;
    while (body + order.size() * width > (1L << (8 * width)) - 1) {
      width *= 2;
    }
    for (int end : order) {
      byte[] number =
          ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(end).array();
      bytes.write(number, 0, width);
    }
    return bytes.toByteArray();
  }
}
