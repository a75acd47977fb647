package org.understory.model.remote;

import java.util.List;
import java.util.Optional;

/**
 * What is set for signatures of another kind than OpenPGP, which libostree calls its sign API.
 *
 * @param commits kinds of which one is enough for a commit ({@code sign-verify}), as {@code
 *     ed25519}; {@link #ANY} alone for every kind that there are keys of; empty for none
 * @param summary the same of the list of branches ({@code sign-verify-summary})
 * @param key {@code verification-ed25519-key}: a public key in base64
 * @param file {@code verification-ed25519-file}: a file of such keys, one on each line
 */
public record SignApi(
    List<String> commits, List<String> summary, Optional<String> key, Optional<String> file) {
  /** Stands for every kind; no kind has this name. */
  public static final String ANY = "*";

  /** Nothing is set. */
  public static final SignApi NONE =
      new SignApi(List.of(), List.of(), Optional.empty(), Optional.empty());

  public SignApi {
    commits = List.copyOf(commits);
    summary = List.copyOf(summary);
  }
}
