package org.understory.model.remote;

import java.util.List;

/**
 * Whether a commit is signed as its remote is set up to demand.
 *
 * @param signatures all that were found
 * @param detail why it is refused or not checked, in libostree's English words; else empty
 */
public record SignatureCheck(Verdict verdict, List<Signature> signatures, String detail) {
  /** Nobody here can check: there is no libostree, or this program may not call it. */
  public static final SignatureCheck NOT_CHECKED =
      new SignatureCheck(Verdict.NOT_CHECKED, List.of(), "");

  public SignatureCheck {
    signatures = List.copyOf(signatures);
  }

  /** What came out. */
  public enum Verdict {
    /** Signed as it has to be. */
    TRUSTED,
    /** Not signed as it has to be; nothing in it is to be trusted. */
    REFUSED,
    /** The remote demands no signature. */
    NOT_REQUIRED,
    /** It could not be checked. */
    NOT_CHECKED
  }
}
