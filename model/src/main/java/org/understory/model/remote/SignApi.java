package org.understory.model.remote;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is set for signatures of another kind than OpenPGP, which libostree calls its sign API.
 *
 * @param commits kinds of which one is enough for a commit ({@code sign-verify}), as {@code
 *     ed25519}; {@link #ANY} alone for every kind that there are keys of; empty for none
 * @param summary the same of the list of branches ({@code sign-verify-summary})
 * @param keys by kind, where the remote names any of it
 */
public record SignApi(List<String> commits, List<String> summary, Map<String, Keys> keys) {
  /** Stands for every kind; what parts names in a list is part of none. */
  public static final String ANY = ";";

  /** Nothing is set. */
  public static final SignApi NONE = new SignApi(List.of(), List.of(), Map.of());

  public SignApi {
    commits = List.copyOf(commits);
    summary = List.copyOf(summary);
    keys = Map.copyOf(keys);
  }

  /**
   * Where the keys of one kind are.
   *
   * @param key {@code verification-KIND-key}: a public key in base64
   * @param file {@code verification-KIND-file}: a file of such keys
   */
  public record Keys(Optional<String> key, Optional<String> file) {}
}
