package org.understory.test.kit;

/** A key that gpg made; nobody has its other half. */
public final class PublicKey {
  /** Its fingerprint. */
  public static final String FINGERPRINT = "80995D5A2F76DB5AC211A3CDAA7EBDF804C0F168";

  /** As text. */
  public static final String FERN =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mDMEZZIAgBYJKwYBBAHaRw8BAQdA6Z9m6ZklBvScY659Zw8k//r1yptXFBRmh8g0
      qOea/7m0G0Zlcm4gT1MgPGtleXNAZmVybi5leGFtcGxlPoiQBBMWCAA4FiEEgJld
      Wi9221rCEaPNqn69+ATA8WgFAmWSAIACGwMFCwkIBwIGFQoJCAsCBBYCAwECHgEC
      F4AACgkQqn69+ATA8WiZCQEA+sMorKQfbYkN/2aFA130+LQ1cNQY+w33GcgF4qAh
      pWwBANc/DAgj9vcLZC6cvc49IDH6/X8P5Ckh/NQWMZQYrT0L
      =OoXB
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  private PublicKey() {}
}
