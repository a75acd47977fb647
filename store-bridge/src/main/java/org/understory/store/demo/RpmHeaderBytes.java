package org.understory.store.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A header as rpm's database keeps it, put together entry by entry, tags ascending. */
final class RpmHeaderBytes {
  private static final int NUMBER = 4;
  private static final int TEXT = 6;
  private static final int TEXTS = 8;
  private static final int ENTRY = 16;

  private final List<int[]> entries = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  RpmHeaderBytes text(int tag, String text) {
    entries.add(new int[] {tag, TEXT, data.size(), 1});
    add(text);
    return this;
  }

  RpmHeaderBytes texts(int tag, List<String> texts) {
    entries.add(new int[] {tag, TEXTS, data.size(), texts.size()});
    texts.forEach(this::add);
    return this;
  }

  /** Numbers of 32 bits, which are aligned. */
  RpmHeaderBytes numbers(int tag, int[] numbers) {
    while (data.size() % Integer.BYTES != 0) {
      data.write(0);
    }
    entries.add(new int[] {tag, NUMBER, data.size(), numbers.length});
    for (int number : numbers) {
      data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
    return this;
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8 + ENTRY * entries.size() + data.size());
    bytes.putInt(entries.size()).putInt(data.size());
    for (int[] entry : entries) {
      for (int field : entry) {
        bytes.putInt(field);
      }
    }
    return bytes.put(data.toByteArray()).array();
  }

  private void add(String text) {
    data.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
  }
}
