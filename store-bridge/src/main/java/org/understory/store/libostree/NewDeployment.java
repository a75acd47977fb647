package org.understory.store.libostree;

import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;

/**
 * What to deploy.
 *
 * @param stateroot one that is there
 * @param commit all of it must be in the repository
 * @param origin text of the origin file
 * @param merge id of the deployment whose {@code /etc} is carried over, and which is kept; without
 *     one {@code /etc} is that of the commit
 * @param kernelArguments without {@code ostree=}; if empty those of {@code merge}
 * @param stage whether it is finished only at shutdown; others are dropped then
 * @param retain whether all others are kept; else only those that are pinned, run, are merged from,
 *     or belong to another stateroot
 * @param notAsDefault whether what boots next stays so
 */
public record NewDeployment(
    String stateroot,
    Checksum commit,
    String origin,
    Optional<String> merge,
    Optional<List<String>> kernelArguments,
    boolean stage,
    boolean retain,
    boolean notAsDefault) {
  /** Refuses what {@code ostree admin deploy} refuses as well: staging knows no such choice. */
  public NewDeployment {
    if (stage && (retain || notAsDefault)) {
      throw new IllegalArgumentException("a staged deployment can't be retained or not default");
    }
    kernelArguments = kernelArguments.map(List::copyOf);
  }
}
