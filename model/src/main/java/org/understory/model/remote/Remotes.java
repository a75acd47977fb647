package org.understory.model.remote;

import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;

/**
 * All remotes of a system.
 *
 * @param list sorted by name
 * @param sharedKeys whether there are keys for remotes that have none of their own ({@code
 *     /usr/share/ostree/trusted.gpg.d})
 * @param problems what could not be read; the rest is still true
 */
public record Remotes(List<Remote> list, boolean sharedKeys, List<Problem> problems) {
  /** None are known. */
  public static final Remotes NONE = new Remotes(List.of(), false, List.of());

  public Remotes {
    list = List.copyOf(list);
    problems = List.copyOf(problems);
  }

  /** Whether this remote is there and its commits need no signature. */
  public boolean isUnverified(String name) {
    return find(name).filter(each -> !each.checks().commits()).isPresent();
  }

  /** The remote of this name. */
  public Optional<Remote> find(String name) {
    return list.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
