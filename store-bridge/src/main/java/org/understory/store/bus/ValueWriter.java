package org.understory.store.bus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes values as bytes of a message, in little endian: the opposite of {@link ValueReader}. A
 * value that does not fit its type is a bug here and ends with an unchecked exception.
 */
final class ValueWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Writes one value for each complete type. */
  ValueWriter all(String signature, List<?> values) {
    List<String> types = types(signature);
    if (types.size() != values.size()) {
      throw new IllegalArgumentException(signature + " for " + values.size());
    }
    for (int i = 0; i < types.size(); i++) {
      value(types.get(i), values.get(i));
    }
    return this;
  }

  private static List<String> types(String signature) {
    try {
      return Signature.types(signature);
    } catch (MalformedMessage bug) {
      throw new IllegalArgumentException(signature, bug);
    }
  }

  /** Writes one value of this type. */
  void value(String type, Object value) {
    char kind = type.charAt(0);
    align(Signature.alignment(kind));
    switch (kind) {
      case 'y' -> number(((Number) value).longValue(), 1);
      case 'n', 'q' -> number(((Number) value).longValue(), 2);
      case 'i', 'u', 'h' -> number(((Number) value).longValue(), 4);
      case 'x', 't' -> number(((Number) value).longValue(), 8);
      case 'b' -> number((Boolean) value ? 1 : 0, 4);
      case 's', 'o' -> text((String) value, 4);
      case 'g' -> text((String) value, 1);
      case 'v' -> {
        Variant variant = (Variant) value;
        text(variant.type(), 1);
        value(variant.type(), variant.value());
      }
      case 'a' -> array(type.substring(1), value);
      case '(' -> all(type.substring(1, type.length() - 1), (List<?>) value);
      default -> throw new IllegalArgumentException(type);
    }
  }

  private void array(String type, Object value) {
    // In a writer of its own, whose position 0 is as aligned as here, since only the length is
    // before.
    int start = bytes.size() + 4;
    int padding = -start & (Signature.alignment(type.charAt(0)) - 1);
    ValueWriter inner = new ValueWriter();
    inner.skip((start + padding) & 7);
    int before = inner.bytes.size();
    if (value instanceof Map<?, ?> pairs) {
      String types = type.substring(1, type.length() - 1);
      for (Map.Entry<?, ?> pair : pairs.entrySet()) {
        inner.align(8);
        inner.all(types, List.of(pair.getKey(), pair.getValue()));
      }
    } else {
      for (Object one : (List<?>) value) {
        inner.value(type, one);
      }
    }
    byte[] written = inner.bytes.toByteArray();
    number(written.length - before, 4);
    skip(padding);
    bytes.write(written, before, written.length - before);
  }

  private void text(String text, int lengthSize) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    number(encoded.length, lengthSize);
    bytes.write(encoded, 0, encoded.length);
    bytes.write(0);
  }

  private void number(long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (value >>> (8 * i)));
    }
  }

  void align(int multiple) {
    skip(-bytes.size() & (multiple - 1));
  }

  private void skip(int count) {
    for (int i = 0; i < count; i++) {
      bytes.write(0);
    }
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
