package org.understory.model.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes from the start of a file. Reading outside of them gives zero, so that a damaged or cut file
 * needs no check at each field; what must be there is asked for with {@link #has}.
 */
final class Window {
  private final byte[] bytes;
  private final boolean whole;
  private final boolean littleEndian;

  Window(byte[] bytes, boolean whole, boolean littleEndian) {
    this.bytes = bytes;
    this.whole = whole;
    this.littleEndian = littleEndian;
  }

  /** Whether the file ends with them. */
  boolean whole() {
    return whole;
  }

  byte[] bytes() {
    return bytes;
  }

  long size() {
    return bytes.length;
  }

  boolean has(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= bytes.length && length <= bytes.length - offset;
  }

  int octet(long offset) {
    return has(offset, 1) ? bytes[(int) offset] & 0xff : 0;
  }

  /** An unsigned number of so many bytes, at most eight; of eight the sign is kept. */
  long number(long offset, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | octet(littleEndian ? offset + length - 1 - i : offset + i);
    }
    return number;
  }

  boolean starts(String magic) {
    return isAt(0, magic);
  }

  /** Whether these bytes, written as the characters of Latin-1, are there. */
  boolean isAt(long offset, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    return has(offset, wanted.length)
        && Arrays.equals(
            bytes, (int) offset, (int) offset + wanted.length, wanted, 0, wanted.length);
  }

  /** Text up to a zero, and no longer than this; invalid UTF-8 is replaced. */
  String text(long offset, int longest) {
    int end = (int) offset;
    while (end < bytes.length && end - offset < longest && bytes[end] != 0) {
      end++;
    }
    return has(offset, 0)
        ? new String(bytes, (int) offset, end - (int) offset, StandardCharsets.UTF_8)
        : "";
  }

  /** Where this text stands first, at or after {@code from}; -1 for nowhere. */
  int find(String wanted, int from) {
    for (int i = from; i <= bytes.length - wanted.length(); i++) {
      if (bytes[i] == (byte) wanted.charAt(0) && isAt(i, wanted)) {
        return i;
      }
    }
    return -1;
  }
}
