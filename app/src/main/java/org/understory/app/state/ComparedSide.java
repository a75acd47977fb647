package org.understory.app.state;

import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;

/**
 * One side of a comparison of what deployments have of their own: a deployment, or a commit that is
 * not deployed.
 */
public record ComparedSide(Checksum commit, Optional<Deployment> deployment) {
  private static final Set<String> WORDS = Set.of("booted", "pending", "rollback", "staged");

  /**
   * What a person names: one of the words for deployments, whatever names a commit, or the id of a
   * deployment. Of the deployments of a named commit the running one is meant, else the first in
   * boot order.
   *
   * @throws StoreException UnknownRevision where it names nothing
   */
  public static ComparedSide named(String name, OpenSystem system) throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    if (WORDS.contains(name)) {
      return of(snapshot.find(name));
    }
    try {
      return of(system.resolve(name), snapshot);
    } catch (StoreException e) {
      if (!(e.problem() instanceof Problem.UnknownRevision)) {
        throw e;
      }
      try {
        return of(snapshot.find(name));
      } catch (StoreException unknown) {
        throw unknown.problem() instanceof Problem.AmbiguousDeployment ? unknown : e;
      }
    }
  }

  /** A deployment. */
  public static ComparedSide of(Deployment deployment) {
    return new ComparedSide(deployment.checksum(), Optional.of(deployment));
  }

  /** A commit, by its deployment if it has any. */
  public static ComparedSide of(Checksum commit, SystemSnapshot snapshot) {
    Optional<Deployment> running = snapshot.booted().filter(it -> it.checksum().equals(commit));
    return new ComparedSide(
        commit,
        running.or(
            () ->
                snapshot.deployments().stream()
                    .filter(it -> it.checksum().equals(commit))
                    .findFirst()));
  }
}
