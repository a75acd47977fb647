package org.understory.model.content;

import java.util.OptionalLong;

/**
 * The index at the end of an xz file, which has the size of each block (The .xz File Format 1.2.1,
 * 2.1.2 and 4).
 */
final class XzIndex {
  private static final int HEADER = 12;
  private static final int FOOTER = 12;

  private final Window file;
  private long at;

  private XzIndex(Window file, long at) {
    this.file = file;
    this.at = at;
  }

  /** Bytes of the content; empty where the file is cut, damaged or more than one stream. */
  static OptionalLong unpacked(Window file) {
    long footer = file.size() - FOOTER;
    long index = footer - (file.number(footer + 4, 4) + 1) * 4;
    boolean sound = file.whole() && index >= HEADER && file.isAt(footer + 10, "YZ");
    return sound && file.octet(index) == 0
        ? new XzIndex(file, index + 1).sum(index)
        : OptionalLong.empty();
  }

  private OptionalLong sum(long index) {
    long blocks = number();
    long packed = HEADER;
    long unpacked = 0;
    // Each record takes two bytes at least, so that no count makes this long.
    for (long i = 0; i < blocks && at < file.size(); i++) {
      packed += number() + 3 & ~3L;
      unpacked += number();
      if (packed < 0 || packed > index || unpacked < 0) {
        return OptionalLong.empty();
      }
    }
    return packed == index ? OptionalLong.of(unpacked) : OptionalLong.empty();
  }

  /** A number in groups of seven bits, the lowest first (1.2). */
  private long number() {
    long number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int octet = file.octet(at++);
      number |= (long) (octet & 0x7f) << shift;
      if ((octet & 0x80) == 0) {
        return number;
      }
    }
    return -1;
  }
}
