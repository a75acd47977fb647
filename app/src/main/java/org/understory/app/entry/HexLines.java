package org.understory.app.entry;

import java.util.AbstractList;
import java.util.HexFormat;
import java.util.RandomAccess;

/**
 * Bytes as lines of offset, sixteen bytes and their ASCII, written only when a line is asked for.
 */
final class HexLines extends AbstractList<String> implements RandomAccess {
  private static final int WIDTH = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  /** Lines of these bytes, which must not change any more. */
  HexLines(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int size() {
    return (bytes.length + WIDTH - 1) / WIDTH;
  }

  @Override
  public String get(int line) {
    int start = line * WIDTH;
    int end = Math.min(start + WIDTH, bytes.length);
    StringBuilder out = new StringBuilder(80).append(HEX.toHexDigits(start)).append("  ");
    for (int i = start; i < start + WIDTH; i++) {
      out.append(i < end ? HEX.toHexDigits(bytes[i]) : "  ").append(i == start + 7 ? "  " : " ");
    }
    out.append(' ');
    for (int i = start; i < end; i++) {
      out.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
    }
    return out.toString();
  }
}
