package org.understory.store.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.remote.SignApi;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.State;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;

/**
 * Checks signatures of libostree's sign API as libostree does where it was built with them
 * (_sign_verify_for_remote), which many are not; Java needs nothing for it.
 */
final class SignApiCheck {
  private final List<Path> system;

  /** {@code system}: folders of the keys that count where a remote names none. */
  SignApiCheck(List<Path> system) {
    this.system = List.copyOf(system);
  }

  /** What came out of the signatures of one kind. */
  private record Found(SignKind kind, List<Signature> signatures) {
    /** One is enough, but libostree looks at none after one that makes it give up. */
    boolean isTrusted() {
      return signatures.stream()
          .takeWhile(it -> it.state() != State.WRONG && it.state() != State.NOT_CHECKED)
          .anyMatch(Signature::isValid);
    }

    boolean isUnclear() {
      return signatures.stream().anyMatch(it -> it.state() == State.NOT_CHECKED);
    }
  }

  /**
   * Checks what was signed.
   *
   * @param demanded kinds of which one has to be there, as {@link SignApi} has them
   */
  SignatureCheck check(SignApi api, List<String> demanded, byte[] data, Detached detached) {
    List<Found> all = new ArrayList<>();
    for (SignKind kind : SignKind.values()) {
      List<byte[]> signatures = detached.of(kind.key());
      if (!signatures.isEmpty()) {
        SignKeys keys = SignKeys.of(kind, api, system);
        all.add(new Found(kind, signatures.stream().map(it -> keys.judge(data, it)).toList()));
      }
    }
    List<Signature> found = all.stream().flatMap(it -> it.signatures().stream()).toList();
    Optional<String> trouble = trouble(api);
    if (trouble.isPresent()) {
      return new SignatureCheck(Verdict.REFUSED, found, trouble.get());
    }
    if (demanded.isEmpty()) {
      return new SignatureCheck(Verdict.NOT_REQUIRED, found, "");
    }
    List<Found> counting =
        all.stream().filter(it -> isDemanded(it.kind().label(), demanded)).toList();
    // What nobody knows counts for nothing, but for what is named libostree has to know it.
    Optional<String> unknown =
        demanded.stream()
            .filter(it -> !it.equals(SignApi.ANY) && SignKind.of(it).isEmpty())
            .findFirst();
    if (unknown.isEmpty() && counting.stream().anyMatch(Found::isTrusted)) {
      return new SignatureCheck(Verdict.TRUSTED, found, "");
    }
    Optional<String> unclear =
        unknown.or(
            () ->
                counting.stream()
                    .filter(Found::isUnclear)
                    .map(it -> it.kind().label())
                    .findFirst());
    if (unclear.isPresent()) {
      return new SignatureCheck(Verdict.NOT_CHECKED, found, unclear.get());
    }
    String why =
        counting.isEmpty()
            ? "No signatures found"
            : counting.getFirst().kind().label() + ": Signature couldn't be verified";
    return new SignatureCheck(Verdict.REFUSED, found, why);
  }

  private static boolean isDemanded(String kind, List<String> demanded) {
    return demanded.contains(SignApi.ANY) || demanded.contains(kind);
  }

  /**
   * Why libostree would take nothing at all from the remote: each kind that is named, for commits
   * or for the list of branches, has to have keys (verifiers_from_config).
   */
  private Optional<String> trouble(SignApi api) {
    return Stream.of(api.commits(), api.summary())
        .flatMap(List::stream)
        .flatMap(name -> name.equals(SignApi.ANY) ? configured(api) : named(name, api))
        .findFirst();
  }

  private Stream<String> named(String name, SignApi api) {
    return api.keys().containsKey(name)
        ? SignKind.of(name).stream().flatMap(kind -> trouble(kind, api))
        : Stream.of("No keys found for required signapi type " + name);
  }

  private Stream<String> configured(SignApi api) {
    return Arrays.stream(SignKind.values())
        .filter(kind -> api.keys().containsKey(kind.label()))
        .flatMap(kind -> trouble(kind, api));
  }

  private Stream<String> trouble(SignKind kind, SignApi api) {
    return SignKeys.of(kind, api, system).trouble().stream();
  }
}
