package org.understory.model.remote;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.understory.model.operation.StoreException;

/** A packet of OpenPGP (RFC 9580, 4.2). */
final class KeyPacket {
  static final int SIGNATURE = 2;
  static final int SECRET_KEY = 5;
  static final int PUBLIC_KEY = 6;
  static final int SECRET_SUBKEY = 7;
  static final int MARKER = 10;
  static final int TRUST = 12;
  static final int USER_ID = 13;
  static final int PUBLIC_SUBKEY = 14;
  static final int USER_ATTRIBUTE = 17;
  static final int PADDING = 21;

  private final int tag;
  private final byte[] body;

  KeyPacket(int tag, byte[] body) {
    this.tag = tag;
    this.body = body;
  }

  /** Its kind. */
  int tag() {
    return tag;
  }

  /** What is in it, not to be changed. */
  byte[] body() {
    return body;
  }

  /** What a key is known by (RFC 9580, 5.5.4). */
  String fingerprint() throws StoreException {
    int version = body.length == 0 ? 0 : body[0];
    ByteBuffer head =
        switch (version) {
          case 4 -> ByteBuffer.allocate(3).put((byte) 0x99).putShort((short) body.length);
          case 5, 6 -> ByteBuffer.allocate(5).put((byte) (0x95 + version)).putInt(body.length);
          default -> throw KeyBlock.none();
        };
    try {
      MessageDigest digest = MessageDigest.getInstance(version == 4 ? "SHA-1" : "SHA-256");
      digest.update(head.array());
      return HexFormat.of().formatHex(digest.digest(body)).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It with a length of five bytes, which every reader understands. */
  byte[] bytes() {
    return ByteBuffer.allocate(2 + Integer.BYTES + body.length)
        .put((byte) (0xC0 | tag))
        .put((byte) 0xFF)
        .putInt(body.length)
        .put(body)
        .array();
  }

  /** Goes from one packet to the next. */
  static final class Walk {
    private final ByteBuffer bytes;

    Walk(byte[] packets) {
      bytes = ByteBuffer.wrap(packets);
    }

    boolean hasNext() {
      return bytes.hasRemaining();
    }

    /**
     * The next one.
     *
     * @throws StoreException NoPublicKey where it does not end, or is none
     */
    KeyPacket next() throws StoreException {
      int head = octet();
      if ((head & 0x80) == 0) {
        throw KeyBlock.none();
      }
      boolean newer = (head & 0x40) != 0;
      int length = newer ? length() : length(head & 3);
      if (length < 0 || length > bytes.remaining()) {
        throw KeyBlock.none();
      }
      byte[] body = new byte[length];
      bytes.get(body);
      return new KeyPacket(newer ? head & 0x3F : (head >> 2) & 0xF, body);
    }

    /** A body in parts, which no key has, counts as none. */
    private int length() throws StoreException {
      int first = octet();
      if (first < 192) {
        return first;
      }
      if (first < 224) {
        return ((first - 192) << 8) + octet() + 192;
      }
      return first == 255 ? number(Integer.BYTES) : -1;
    }

    private int length(int kind) throws StoreException {
      return kind == 3 ? -1 : number(1 << kind);
    }

    private int number(int octets) throws StoreException {
      int number = 0;
      for (int i = 0; i < octets; i++) {
        number = number << 8 | octet();
      }
      return number;
    }

    private int octet() throws StoreException {
      if (!bytes.hasRemaining()) {
        throw KeyBlock.none();
      }
      return bytes.get() & 0xFF;
    }
  }
}
