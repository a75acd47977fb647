package org.understory.store.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.understory.model.remote.Signature;

/** The kinds of signatures that are checked here, in libostree's order. */
enum SignKind {
  /** Keys of 32 bytes; a file has one on each line, in base64 (ostree-sign-ed25519.c). */
  ED25519(Signature.Kind.ED25519) {
    @Override
    Keys read(String text) {
      return new Keys(text.lines().map(SignKind::base64).toList(), true);
    }

    @Override
    Optional<SignKey> parse(byte[] key) {
      return SignKey.ed25519(key);
    }
  },

  /**
   * Keys of any kind as a SubjectPublicKeyInfo; a file has them as PEM (ostree-sign-spki.c, since
   * libostree 2025.2). What is no key is one all the same, and found out when it is used.
   */
  SPKI(Signature.Kind.SPKI) {
    @Override
    Keys read(String text) {
      List<byte[]> keys = new ArrayList<>();
      boolean inside = false;
      StringBuilder block = new StringBuilder();
      for (String line : text.lines().map(String::strip).toList()) {
        boolean mark = line.endsWith("-----");
        if (!inside && mark && line.startsWith("-----BEGIN ")) {
          if (!line.equals("-----BEGIN PUBLIC KEY-----")) {
            return new Keys(keys, false);
          }
          inside = true;
        } else if (inside && mark && line.startsWith("-----END ")) {
          if (!line.equals("-----END PUBLIC KEY-----")) {
            return new Keys(keys, false);
          }
          keys.add(base64(block.toString()));
          inside = false;
          block.setLength(0);
        } else if (inside) {
          block.append(line);
        }
      }
      return new Keys(keys, !inside);
    }

    @Override
    Optional<SignKey> parse(byte[] key) {
      return Optional.of(SignKey.info(key));
    }
  };

  private final Signature.Kind kind;

  SignKind(Signature.Kind kind) {
    this.kind = kind;
  }

  /**
   * What a file has.
   *
   * @param sound whether it is in order to its end; else libostree does not count it as read
   */
  record Keys(List<byte[]> all, boolean sound) {}

  /** The keys in a file of them. */
  abstract Keys read(String text);

  /** What such bytes say; empty if libostree would not take them. */
  abstract Optional<SignKey> parse(byte[] key);

  /** The one of this name in a remote's configuration, if it is known here. */
  static Optional<SignKind> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
  }

  /** What it is in the model. */
  Signature.Kind kind() {
    return kind;
  }

  /** What it is called in the configuration. */
  String label() {
    return kind.label();
  }

  /** What its signatures are found under. */
  String key() {
    return "ostree.sign." + label();
  }

  /** As GLib reads it: what is no base64 does not count, nor does the rest of four digits. */
  static byte[] base64(String text) {
    String digits = text.replaceAll("[^A-Za-z0-9+/=]", "");
    try {
      return Base64.getDecoder().decode(digits.substring(0, digits.length() & ~3));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
