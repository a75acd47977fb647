package org.understory.model.remote;

import java.util.Optional;

/**
 * A public OpenPGP key.
 *
 * @param fingerprint hexadecimal digits in upper case: 40 of a key of version 4, else 64
 * @param owner the first user id, such as {@code Fern OS <keys@fern.example>}; anybody can write
 *     anything there, and it is not safe to show until sanitized
 */
public record SigningKey(String fingerprint, Optional<String> owner) {
  private static final int GROUP = 4;

  /** In groups of four digits, as people compare it. */
  public String spaced() {
    return fingerprint.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
  }

  /** The last sixteen digits, by which people tell keys apart; not enough to trust one. */
  public String brief() {
    return fingerprint.substring(Math.max(0, fingerprint.length() - 4 * GROUP));
  }
}
