package org.understory.model.history;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 object name: 32 bytes, held as four big-endian longs so that a hundred thousand of them
 * stay small and compare fast. Ordering is bytewise, the same as that of the 64 hexadecimal digits.
 */
public record Checksum(long a, long b, long c, long d) implements Comparable<Checksum> {
  /** Bytes in a checksum. */
  public static final int BYTES = 32;

  /** Reads 32 bytes at {@code offset}; the caller has checked that they are there. */
  public static Checksum of(byte[] bytes, int offset) {
    return new Checksum(
        longAt(bytes, offset),
        longAt(bytes, offset + 8),
        longAt(bytes, offset + 16),
        longAt(bytes, offset + 24));
  }

  /**
   * The checksum written as exactly 64 lower-case hexadecimal digits, or empty for any other text.
   */
  public static Optional<Checksum> parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < hex.length(); i++) {
      int digit = digit(hex.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      bytes[i / 2] = (byte) (bytes[i / 2] << 4 | digit);
    }
    return Optional.of(of(bytes, 0));
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    // The path of each object is made of this, and HexFormat is slow before it is optimized.
    byte[] digits = new byte[2 * BYTES];
    putHex(digits, 0);
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /** Writes the 64 digits of {@link #hex} into ASCII text at {@code offset}. */
  public void putHex(byte[] text, int offset) {
    putDigits(text, offset, a);
    putDigits(text, offset + 16, b);
    putDigits(text, offset + 32, c);
    putDigits(text, offset + 48, d);
  }

  /** The first ten digits: enough for a person to tell commits apart. */
  public String brief() {
    byte[] digits = new byte[16];
    putDigits(digits, 0, a);
    return new String(digits, 0, 10, StandardCharsets.ISO_8859_1);
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    put(bytes, 0, a);
    put(bytes, 8, b);
    put(bytes, 16, c);
    put(bytes, 24, d);
    return bytes;
  }

  @Override
  public int compareTo(Checksum other) {
    int order = Long.compareUnsigned(a, other.a);
    if (order == 0) {
      order = Long.compareUnsigned(b, other.b);
    }
    if (order == 0) {
      order = Long.compareUnsigned(c, other.c);
    }
    return order != 0 ? order : Long.compareUnsigned(d, other.d);
  }

  /** As a record compares anyway, without the method handles that are slow until optimized. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checksum it && a == it.a && b == it.b && c == it.c && d == it.d;
  }

  /** The checksum is a cryptographic hash already: its first bits spread well. */
  @Override
  public int hashCode() {
    return Long.hashCode(a);
  }

  @Override
  public String toString() {
    return hex();
  }

  private static long longAt(byte[] bytes, int offset) {
    return (bytes[offset] & 0xffL) << 56
        | (bytes[offset + 1] & 0xffL) << 48
        | (bytes[offset + 2] & 0xffL) << 40
        | (bytes[offset + 3] & 0xffL) << 32
        | (bytes[offset + 4] & 0xffL) << 24
        | (bytes[offset + 5] & 0xffL) << 16
        | (bytes[offset + 6] & 0xffL) << 8
        | (bytes[offset + 7] & 0xffL);
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private static void putDigits(byte[] digits, int offset, long value) {
    for (int i = 0; i < 16; i++) {
      int digit = (int) (value >>> (60 - 4 * i)) & 15;
      digits[offset + i] = (byte) (digit < 10 ? '0' + digit : 'a' - 10 + digit);
    }
  }

  private static void put(byte[] bytes, int offset, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[offset + i] = (byte) (value >>> (56 - 8 * i));
    }
  }
}
