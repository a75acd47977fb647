package org.understory.app.move;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.app.home.Version;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.ImageReference;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.Remote;
import org.understory.model.system.BootList;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.sysroot.Sysroot;

/**
 * What servers have that a system could move to.
 *
 * @param branches of remotes, by the name of the remote
 * @param tags of the image that is followed
 * @param problems of servers that gave nothing to use
 */
public record FarMoves(
    Map<String, List<Branch>> branches, List<String> tags, List<Problem> problems) {
  /** Nobody was asked. */
  public static final FarMoves NONE = new FarMoves(Map.of(), List.of(), List.of());

  public FarMoves {
    branches = Map.copyOf(branches);
    tags = List.copyOf(tags);
    problems = List.copyOf(problems);
  }

  /**
   * Asks the registry where an image is followed, and else the servers of all remotes; waits for
   * them, so never on the thread that draws.
   *
   * @param stateroot whose deployments would move
   * @param cache the folder in which what was fetched is kept
   */
  public static FarMoves ask(
      OpenSystem system, String stateroot, Path cache, Cancellation cancellation)
      throws StoreException {
    Optional<ImageReference> image =
        BootList.mergeDeployment(system.snapshot().deployments(), stateroot)
            .flatMap(it -> it.origin().refspec())
            .flatMap(ImageReference::parse);
    return image.isPresent()
        ? tags(system, image.get(), cancellation)
        : branches(system, cache, cancellation);
  }

  private static FarMoves tags(OpenSystem system, ImageReference image, Cancellation cancellation) {
    try {
      return new FarMoves(Map.of(), system.registry().tags(image, cancellation), List.of());
    } catch (StoreException e) {
      return new FarMoves(Map.of(), List.of(), List.of(e.problem()));
    }
  }

  private static FarMoves branches(OpenSystem system, Path cache, Cancellation cancellation) {
    Map<String, List<Branch>> branches = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Remote remote : system.remotes().list()) {
      if (remote.address().main().isEmpty()) {
        continue;
      }
      try (RemoteHistory far =
          RemoteHistory.open(
              system.repository(),
              system.sysroot().map(Sysroot::root),
              remote,
              cache,
              "Understory/" + Version.text(),
              Limits.USUAL,
              cancellation)) {
        branches.put(remote.name(), far.described(far.branches(Set.of()), Set.of()).branches());
      } catch (StoreException e) {
        problems.add(e.problem());
      }
    }
    return new FarMoves(branches, List.of(), problems);
  }
}
