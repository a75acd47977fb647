package org.understory.store.remote;

import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A public key of the sign API.
 *
 * @param id hexadecimal digits: an ed25519 key itself, of another one its SHA-256
 * @param reading how signatures by it are checked; empty for one that can't be read here
 */
record SignKey(String id, Optional<Reading> reading) {
  private static final int ED25519 = 32;

  /** Before the key in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * Kinds of keys and how OpenSSL checks signatures by them when nobody says more, by Java's names.
   */
  private static final List<Scheme> SCHEMES =
      List.of(
          new Scheme("EdDSA", "EdDSA"),
          new Scheme("EC", "SHA256withECDSA"),
          new Scheme("RSA", "SHA256withRSA"),
          new Scheme("DSA", "SHA256withDSA"),
          new Scheme("ML-DSA", "ML-DSA"));

  private record Scheme(String key, String signature) {}

  /** The key itself, and Java's name of its signatures. */
  record Reading(PublicKey key, String algorithm) {}

  /** One of 32 bytes; empty for any other number of them. */
  static Optional<SignKey> ed25519(byte[] key) {
    if (key.length != ED25519) {
      return Optional.empty();
    }
    byte[] info = Arrays.copyOf(INFO, INFO.length + ED25519);
    System.arraycopy(key, 0, info, INFO.length, ED25519);
    return Optional.of(new SignKey(HexFormat.of().formatHex(key), read(info)));
  }

  /** A SubjectPublicKeyInfo (RFC 5280). */
  static SignKey info(byte[] der) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
      return new SignKey(HexFormat.of().formatHex(digest), read(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Optional<Reading> read(byte[] info) {
    for (Scheme scheme : SCHEMES) {
      try {
        PublicKey key =
            KeyFactory.getInstance(scheme.key()).generatePublic(new X509EncodedKeySpec(info));
        return Optional.of(new Reading(key, scheme.signature()));
      } catch (InvalidKeySpecException e) {
        // It is of another kind, or of none.
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Java has it", e);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code data} was signed with it. */
  boolean made(byte[] data, byte[] signature) {
    if (reading.isEmpty()) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(reading.get().algorithm());
      check.initVerify(reading.get().key());
      check.update(data);
      return check.verify(signature);
    } catch (InvalidKeyException | SignatureException e) {
      // No point of the curve, numbers that are too large, or no signature at all.
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has it", e);
    }
  }
}
