package org.understory.model.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * Public keys as OpenPGP writes them down (RFC 9580), read as far as it takes to say whose they
 * are. Nothing is verified here: that is left to GnuPG, which libostree hands them to.
 *
 * @param keys in the order of the block, at least one
 * @param armored the same keys as ASCII text, without photos and what a keyring notes for itself
 */
public record KeyBlock(List<SigningKey> keys, String armored) {
  /** Keys of one block. */
  public static final int MAX_KEYS = 32;

  /** Characters of {@link #armored}, so that a request with it fits into a message. */
  public static final int MAX_TEXT = 60 << 10;

  private static final int MAX_OWNER = 200;
  private static final int LINE = 64;

  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

  public KeyBlock {
    keys = List.copyOf(keys);
  }

  /**
   * Reads a file or a keyring: packets, or ASCII text with one or more blocks of them.
   *
   * @throws StoreException NoPublicKey, SecretKey, TooManyKeys
   */
  public static KeyBlock read(byte[] bytes) throws StoreException {
    boolean binary = bytes.length > 0 && (bytes[0] & 0x80) != 0;
    return of(binary ? bytes : dearmored(new String(bytes, StandardCharsets.US_ASCII)));
  }

  private static KeyBlock of(byte[] packets) throws StoreException {
    List<SigningKey> keys = new ArrayList<>();
    List<byte[]> kept = new ArrayList<>();
    boolean keeping = true;
    KeyPacket.Walk walk = new KeyPacket.Walk(packets);
    while (walk.hasNext()) {
      KeyPacket packet = walk.next();
      switch (packet.tag()) {
        case KeyPacket.SECRET_KEY, KeyPacket.SECRET_SUBKEY ->
            throw new StoreException(new Problem.SecretKey());
        case KeyPacket.PUBLIC_KEY -> {
          keys.add(new SigningKey(packet.fingerprint(), Optional.empty()));
          keeping = true;
        }
        case KeyPacket.USER_ID -> {
          name(keys, packet.body());
          keeping = true;
        }
        case KeyPacket.PUBLIC_SUBKEY -> keeping = true;
        // A photo, and the signatures on it
        case KeyPacket.USER_ATTRIBUTE -> keeping = false;
        case KeyPacket.SIGNATURE -> {}
        case KeyPacket.MARKER, KeyPacket.TRUST, KeyPacket.PADDING -> {
          continue;
        }
        default -> throw none();
      }
      if (keys.isEmpty()) {
        throw none();
      }
      if (keeping) {
        kept.add(packet.bytes());
      }
    }
    if (keys.isEmpty()) {
      throw none();
    }
    String armored = armored(joined(kept));
    if (keys.size() > MAX_KEYS || armored.length() > MAX_TEXT) {
      throw new StoreException(new Problem.TooManyKeys());
    }
    return new KeyBlock(keys, armored);
  }

  private static void name(List<SigningKey> keys, byte[] owner) throws StoreException {
    if (keys.isEmpty()) {
      throw none();
    }
    SigningKey last = keys.getLast();
    if (last.owner().isEmpty()) {
      String text = new String(owner, StandardCharsets.UTF_8);
      String shown = text.substring(0, Math.min(text.length(), MAX_OWNER));
      keys.set(keys.size() - 1, new SigningKey(last.fingerprint(), Optional.of(shown)));
    }
  }

  private static byte[] dearmored(String text) throws StoreException {
    if (text.contains("-----BEGIN PGP PRIVATE KEY BLOCK-----")) {
      throw new StoreException(new Problem.SecretKey());
    }
    List<byte[]> all = new ArrayList<>();
    Optional<StringBuilder> block = Optional.empty();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.equals(BEGIN)) {
        block = Optional.of(new StringBuilder());
      } else if (line.equals(END) && block.isPresent()) {
        all.add(decoded(block.get().toString()));
        block = Optional.empty();
      } else if (line.indexOf(':') < 0 && !line.startsWith("=")) {
        // neither a header nor the checksum
        block.ifPresent(body -> body.append(line));
      }
    }
    return joined(all);
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }

  private static byte[] decoded(String body) throws StoreException {
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw none();
    }
  }

  private static String armored(byte[] packets) {
    byte[] end = {'\n'};
    int crc = crc(packets);
    byte[] sum = {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
    return BEGIN
        + "\n\n"
        + Base64.getMimeEncoder(LINE, end).encodeToString(packets)
        + "\n="
        + Base64.getEncoder().encodeToString(sum)
        + "\n"
        + END
        + "\n";
  }

  /** RFC 9580, 6.1.1: old readers want it, new ones may leave it out. */
  private static int crc(byte[] bytes) {
    int crc = 0xB704CE;
    for (byte each : bytes) {
      crc ^= (each & 0xFF) << 16;
      for (int i = 0; i < 8; i++) {
        crc <<= 1;
        if ((crc & 0x1000000) != 0) {
          crc ^= 0x1864CFB;
        }
      }
    }
    return crc & 0xFFFFFF;
  }

  static StoreException none() {
    return new StoreException(new Problem.NoPublicKey());
  }
}
