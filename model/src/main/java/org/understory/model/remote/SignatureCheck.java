package org.understory.model.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /** Both together, of one commit: what one refuses is refused. */
  public SignatureCheck and(SignatureCheck other) {
    List<Signature> both = new ArrayList<>(signatures);
    both.addAll(other.signatures);
    return new SignatureCheck(
        verdict.and(other.verdict), both, detail.isEmpty() ? other.detail : detail);
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
    NOT_CHECKED;

    /** What comes out where two kinds of signatures were looked at. */
    public Verdict and(Verdict other) {
      return Stream.of(REFUSED, NOT_CHECKED, TRUSTED)
          .filter(it -> it == this || it == other)
          .findFirst()
          .orElse(NOT_REQUIRED);
    }
  }
}
