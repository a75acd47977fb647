package org.understory.store.sysroot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Serialises an {@code a{sv}} as GLib does (gvariant-serialiser.c), for tests of readers: texts,
 * lists of texts, numbers, truths and such dictionaries again.
 */
final class Vardict {
  private Vardict() {}

  static byte[] of(Map<String, ?> values) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          pad(body);
          body.writeBytes(entry(key, value));
          ends.add(body.size());
        });
    return framed(body, ends);
  }

  private static byte[] entry(String key, Object value) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(text(key));
    List<Integer> ends = List.of(body.size());
    pad(body);
    body.writeBytes(bytes(value));
    body.write(0);
    body.writeBytes(type(value).getBytes(StandardCharsets.US_ASCII));
    return framed(body, ends);
  }

  private static String type(Object value) {
    return switch (value) {
      case String _ -> "s";
      case Boolean _ -> "b";
      case Long _ -> "t";
      case List<?> _ -> "as";
      default -> "a{sv}";
    };
  }

  private static byte[] bytes(Object value) {
    return switch (value) {
      case String text -> text(text);
      case Boolean truth -> new byte[] {(byte) (truth ? 1 : 0)};
      case Long number ->
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
      case List<?> texts -> texts(texts);
      case Map<?, ?> map -> {
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((key, each) -> inner.put("" + key, each));
        yield of(inner);
      }
      default -> throw new IllegalArgumentException("" + value);
    };
  }

  private static byte[] texts(List<?> texts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (Object each : texts) {
      body.writeBytes(text("" + each));
      ends.add(body.size());
    }
    return framed(body, ends);
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** Offsets come last, as narrow as the whole allows. */
  private static byte[] framed(ByteArrayOutputStream body, List<Integer> ends) {
    int width = body.size() + ends.size() <= 0xff ? 1 : 2;
    for (int end : ends) {
      for (int i = 0; i < width; i++) {
        body.write(end >> 8 * i);
      }
    }
    return body.toByteArray();
  }

  private static void pad(ByteArrayOutputStream body) {
    while (body.size() % 8 != 0) {
      body.write(0);
    }
  }
}
