package org.understory.store.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.model.remote.SignApi;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.Kind;
import org.understory.model.remote.Signature.State;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;

/**
 * Checks ed25519 signatures as libostree does where it was built with them
 * (ostree_sign_ed25519_data_verify), which many are not; Java needs nothing for it.
 */
final class Ed25519Check {
  private static final String NAME = "ed25519";
  private static final String KEY = "ostree.sign.ed25519"; // OSTREE_SIGN_METADATA_ED25519_KEY
  private static final String ALL = "ostree.sign.";

  private final List<Path> system;

  /** {@code system}: folders of the keys that count where a remote names none. */
  Ed25519Check(List<Path> system) {
    this.system = List.copyOf(system);
  }

  /**
   * Checks what was signed.
   *
   * @param demanded kinds of which one has to be there, as {@link SignApi} has them
   */
  SignatureCheck check(SignApi api, List<String> demanded, byte[] data, Detached detached) {
    List<byte[]> signatures = detached.of(KEY);
    if (demanded.isEmpty() && signatures.isEmpty()) {
      return new SignatureCheck(Verdict.NOT_REQUIRED, List.of(), "");
    }
    Ed25519Keys keys = Ed25519Keys.of(api, demanded.contains(NAME), system);
    List<Signature> found = new ArrayList<>();
    signatures.forEach(it -> found.add(signature(keys, data, it)));
    if (demanded.isEmpty()) {
      return new SignatureCheck(Verdict.NOT_REQUIRED, found, "");
    }
    boolean any = demanded.contains(SignApi.ANY);
    if ((any || demanded.contains(NAME)) && keys.trouble().isPresent()) {
      return new SignatureCheck(Verdict.REFUSED, found, keys.trouble().get());
    }
    if ((any || demanded.contains(NAME)) && isTrusted(found)) {
      return new SignatureCheck(Verdict.TRUSTED, found, "");
    }
    Optional<String> other =
        any
            ? detached.kinds().keySet().stream()
                .filter(it -> it.startsWith(ALL) && !it.equals(KEY))
                .findFirst()
            : demanded.stream().filter(it -> !it.equals(NAME)).findFirst();
    if (other.isPresent()) {
      // Nobody here knows that kind.
      return new SignatureCheck(Verdict.NOT_CHECKED, found, other.get());
    }
    String why =
        found.isEmpty() ? "No signatures found" : "ed25519: Signature couldn't be verified";
    return new SignatureCheck(Verdict.REFUSED, found, why);
  }

  /** One is enough, but libostree looks at none after one that is too short to be one. */
  private static boolean isTrusted(List<Signature> signatures) {
    return signatures.stream()
        .takeWhile(it -> it.state() != State.WRONG)
        .anyMatch(Signature::isValid);
  }

  /** Of a signature by an unknown key nobody can tell what it belongs to. */
  private static Signature signature(Ed25519Keys keys, byte[] data, byte[] signature) {
    if (signature.length != Ed25519Keys.SIGNATURE) {
      return signature(State.WRONG, "");
    }
    Optional<String> revoked = Ed25519Keys.signer(keys.revoked(), data, signature);
    if (revoked.isPresent()) {
      return signature(State.KEY_REVOKED, revoked.get());
    }
    return Ed25519Keys.signer(keys.trusted(), data, signature)
        .map(key -> signature(State.VALID, key))
        .orElseGet(() -> signature(State.UNKNOWN_KEY, ""));
  }

  private static Signature signature(State state, String key) {
    return new Signature(Kind.ED25519, state, key, Optional.empty(), Optional.empty());
  }
}
