package org.understory.store.libostree;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * What to get from a remote.
 *
 * @param remote its name in the repository's configuration
 * @param refs branches of it
 * @param commit with one branch: this commit of it instead of the newest
 * @param commitOnly whether to leave out the files
 * @param depth how many commits before are wanted as well; -1 for all
 * @param newerThan a commit of the repository that the fetched ones may not be older than
 */
public record PullRequest(
    String remote,
    List<String> refs,
    Optional<Checksum> commit,
    boolean commitOnly,
    int depth,
    Optional<Checksum> newerThan) {
  /** Refuses a commit without exactly one branch. */
  public PullRequest {
    refs = List.copyOf(refs);
    if (refs.isEmpty() || (commit.isPresent() && refs.size() != 1)) {
      throw new IllegalArgumentException("a pull needs branches, and one commit needs one branch");
    }
  }

  /** The newest commit of a branch, with its files. */
  public static PullRequest newest(String remote, String ref) {
    return new PullRequest(remote, List.of(ref), Optional.empty(), false, 0, Optional.empty());
  }
}
