package org.understory.app.history;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.understory.app.server.ServerVersions;
import org.understory.model.history.Ancestry;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.system.Deployment;

/**
 * What is known around the commits of a history.
 *
 * @param deployments in boot order
 * @param refs internal ones included
 * @param found what somebody found on a server
 */
record Surroundings(List<Deployment> deployments, List<Ref> refs, Optional<ServerVersions> found) {
  /** Nothing is known. */
  static final Surroundings NONE = new Surroundings(List.of(), List.of(), Optional.empty());

  Surroundings {
    deployments = List.copyOf(deployments);
    refs = List.copyOf(refs);
  }

  /** The commit that runs, if one does. */
  Optional<Checksum> running() {
    return deployments.stream().filter(Deployment::booted).map(Deployment::checksum).findFirst();
  }

  /**
   * Refspecs of the branches whose newest commit this is, without what tools keep; of a commit on a
   * server, of all branches there that lead to it.
   */
  List<String> branchesAt(Checksum commit) {
    return Stream.concat(
            refs.stream()
                .filter(ref -> !ref.internal() && ref.checksum().equals(commit))
                .map(Ref::refspec),
            onServer(commit).stream().flatMap(version -> version.branches().stream()))
        .distinct()
        .toList();
  }

  /** What is known of a commit that is on a server and not here. */
  Optional<ServerVersions.Version> onServer(Checksum commit) {
    return found.flatMap(it -> it.find(commit));
  }

  /** As {@link ServerVersions#otherBranch}. */
  Optional<String> otherBranch(Checksum commit, Predicate<String> followed) {
    return found.flatMap(it -> it.otherBranch(commit, followed));
  }

  /** Names of the remotes from which a commit may have come: their branches lead to it. */
  List<String> remotes(Checksum commit, Ancestry ancestry) {
    int place = ancestry.placeOf(commit).orElse(-1);
    Set<String> names = new LinkedHashSet<>();
    refs.stream()
        .filter(ref -> ref.remote().isPresent())
        .filter(ref -> leads(ref.checksum(), commit, place, ancestry))
        .forEach(ref -> names.add(ref.remote().get()));
    deployments.stream()
        .filter(each -> each.origin().refspec().filter(it -> it.indexOf(':') > 0).isPresent())
        .filter(each -> leads(each.checksum(), commit, place, ancestry))
        .flatMap(each -> each.origin().refspec().stream())
        .forEach(refspec -> names.add(refspec.substring(0, refspec.indexOf(':'))));
    return List.copyOf(names);
  }

  private static boolean leads(Checksum tip, Checksum commit, int place, Ancestry ancestry) {
    return tip.equals(commit) || (place >= 0 && ancestry.reachableFrom(List.of(tip)).get(place));
  }
}
