package org.understory.model.remote;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.remote.SignatureCheck.Verdict;

/**
 * The branches on a remote's server.
 *
 * @param branches sorted by name
 * @param complete whether these are all: a server without a summary was asked for those only that
 *     are known here
 * @param signed whether the list is signed as the remote demands; never REFUSED
 * @param modified when the list was made, in seconds since 1970, where it says
 * @param problems what of it could not be used; the rest is still true
 */
public record BranchList(
    List<Branch> branches,
    boolean complete,
    Verdict signed,
    Optional<Long> modified,
    List<Problem> problems) {
  public BranchList {
    branches = List.copyOf(branches);
    problems = List.copyOf(problems);
  }

  /** The branch of this name. */
  public Optional<Branch> find(String name) {
    return branches.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
