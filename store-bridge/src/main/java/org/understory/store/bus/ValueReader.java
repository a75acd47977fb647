package org.understory.store.bus;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values out of the bytes of a message: {@code y n q i h} as {@link Integer}, {@code u x t}
 * as {@link Long}, texts as {@link String}, {@code v} as {@link Variant}, arrays as {@link List} or
 * {@link Map}, structs as {@link List}. Bytes that don't fit end with {@link MalformedMessage},
 * never with another exception; how much memory they take is bounded by how many there are.
 */
final class ValueReader {
  /** What the specification allows a message in all; metadata of commits goes deeper than 16. */
  private static final int DEPTH_LIMIT = 64;

  private final ByteBuffer bytes;

  /** Reads from position 0, which must have been a multiple of 8 in the message. */
  ValueReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** The values of a signature, which must use up all bytes. */
  List<Object> all(String signature) throws MalformedMessage {
    List<Object> values = new ArrayList<>();
    for (String type : Signature.types(signature)) {
      values.add(value(type));
    }
    if (bytes.hasRemaining()) {
      throw new MalformedMessage("bytes left");
    }
    return values;
  }

  /** The next value, of this complete type. */
  Object value(String type) throws MalformedMessage {
    return value(type, 0);
  }

  private Object value(String type, int depth) throws MalformedMessage {
    if (depth > DEPTH_LIMIT) {
      throw new MalformedMessage("too deep");
    }
    char kind = type.charAt(0);
    align(Signature.alignment(kind));
    return switch (kind) {
      case 'y' -> need(1).get() & 0xff;
      case 'n' -> (int) need(2).getShort();
      case 'q' -> need(2).getShort() & 0xffff;
      case 'i', 'h' -> need(4).getInt();
      case 'u' -> length();
      case 'x', 't' -> need(8).getLong();
      case 'd' -> need(8).getDouble();
      case 'b' -> truth();
      case 's', 'o' -> text(length());
      case 'g' -> text(need(1).get() & 0xff);
      case 'v' -> variant(depth);
      case 'a' -> array(type.substring(1), depth);
      default -> members(type.substring(1, type.length() - 1), depth);
    };
  }

  private Variant variant(int depth) throws MalformedMessage {
    String type = text(need(1).get() & 0xff);
    if (Signature.types(type).size() != 1) {
      throw new MalformedMessage("variant");
    }
    return new Variant(type, value(type, depth + 1));
  }

  private Object array(String type, int depth) throws MalformedMessage {
    long size = length();
    align(Signature.alignment(type.charAt(0)));
    if (size > bytes.remaining()) {
      throw new MalformedMessage("array");
    }
    long end = bytes.position() + size;
    List<Object> values = new ArrayList<>();
    Map<Object, Object> pairs = new LinkedHashMap<>();
    boolean dictionary = type.charAt(0) == '{';
    while (bytes.position() < end) {
      Object value = value(type, depth + 1);
      if (!dictionary) {
        values.add(value);
      } else if (value instanceof List<?> pair && pair.size() == 2) {
        pairs.put(pair.get(0), pair.get(1));
      } else {
        throw new MalformedMessage("dictionary");
      }
    }
    if (bytes.position() != end) {
      throw new MalformedMessage("array");
    }
    return dictionary ? pairs : values;
  }

  private List<Object> members(String types, int depth) throws MalformedMessage {
    List<Object> values = new ArrayList<>();
    for (String type : Signature.types(types)) {
      values.add(value(type, depth + 1));
    }
    return values;
  }

  private boolean truth() throws MalformedMessage {
    long value = length();
    if (value > 1) {
      throw new MalformedMessage("boolean");
    }
    return value == 1;
  }

  private long length() throws MalformedMessage {
    return Integer.toUnsignedLong(need(4).getInt());
  }

  private String text(long size) throws MalformedMessage {
    if (size >= bytes.remaining()) {
      throw new MalformedMessage("text");
    }
    ByteBuffer slice = bytes.slice(bytes.position(), (int) size);
    bytes.position(bytes.position() + (int) size);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
      if (bytes.get() != 0 || text.indexOf('\0') >= 0) {
        throw new MalformedMessage("text");
      }
      return text;
    } catch (CharacterCodingException notText) {
      throw new MalformedMessage("text");
    }
  }

  /** Goes on to a multiple of this; what is between must be zero. */
  void align(int multiple) throws MalformedMessage {
    while (bytes.position() % multiple != 0) {
      if (need(1).get() != 0) {
        throw new MalformedMessage("padding");
      }
    }
  }

  private ByteBuffer need(int size) throws MalformedMessage {
    if (bytes.remaining() < size) {
      throw new MalformedMessage("end");
    }
    return bytes;
  }
}
