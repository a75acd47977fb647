package org.understory.model.remote;

import java.util.Optional;

/**
 * One signature of a commit, and what whoever checked it says of it.
 *
 * @param key fingerprint of an OpenPGP key, an ed25519 public key, or the SHA-256 of one of another
 *     kind, in hexadecimal digits; empty text where it is not known
 * @param owner who the key says that it belongs to; not safe to show until sanitized
 * @param made in seconds since 1970, as the signature says
 */
public record Signature(
    Kind kind, State state, String key, Optional<String> owner, Optional<Long> made) {

  /** Ways to sign. */
  public enum Kind {
    OPENPGP("OpenPGP"),
    /** A key of 32 bytes. */
    ED25519("ed25519"),
    /** Any key in the form that certificates have it in (SubjectPublicKeyInfo). */
    SPKI("spki");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** What it is called, in configurations too. */
    public String label() {
      return label;
    }
  }

  /** What is known of one. */
  public enum State {
    /** By a key that is trusted for the remote. */
    VALID,
    /** It was valid until it expired. */
    EXPIRED,
    /** The key has expired. */
    KEY_EXPIRED,
    /** The key's owner has taken it back. */
    KEY_REVOKED,
    /** By no key that is trusted for the remote. */
    UNKNOWN_KEY,
    /** It does not belong to this commit. */
    WRONG,
    /** Nobody looked. */
    NOT_CHECKED
  }

  /** Whether it vouches for the commit. */
  public boolean isValid() {
    return state == State.VALID;
  }
}
