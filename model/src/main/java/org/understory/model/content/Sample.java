package org.understory.model.content;

import java.util.Optional;

/** The first bytes of a file, or all of them. */
public final class Sample {
  /** Bytes of one file that are read to tell what is in it and how it differs: 4 MiB. */
  public static final int LIMIT = 4 << 20;

  private final byte[] bytes;
  private final boolean whole;

  /**
   * The caller gives the array away.
   *
   * @param whole whether the file has no others
   */
  public Sample(byte[] bytes, boolean whole) {
    this.bytes = bytes;
    this.whole = whole;
  }

  /** The bytes; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether the file has no other bytes than these. */
  public boolean whole() {
    return whole;
  }

  /** The same as text; empty where it is none. */
  public Optional<TextContent> text() {
    return TextContent.of(bytes, whole);
  }

  /** What can be told of it where it is no text. */
  public BinaryFacts facts() {
    return BinaryReader.read(bytes, whole);
  }
}
