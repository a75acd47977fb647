package org.understory.app.move;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.app.state.OpenSystem;
import org.understory.model.container.ImageReference;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.rebase.Edition;
import org.understory.model.rebase.MoveTarget;
import org.understory.model.system.BootList;
import org.understory.model.system.Deployment;
import org.understory.model.system.Origin;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.rebase.EditionFiles;

/**
 * Branches and images that a system could move to.
 *
 * @param problems of what could not be read; the rest is still true
 */
public record MoveList(List<MoveTarget> targets, List<Problem> problems) {
  /** Names of processors as Java has them, where distributions have others. */
  private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x86_64");

  public MoveList {
    targets = List.copyOf(targets);
    problems = List.copyOf(problems);
  }

  /**
   * Those that are known here; reads files, so never on the thread that draws.
   *
   * @param root of the computer, where editions are written down
   * @param stateroot whose deployments would move
   * @param far what servers have besides
   */
  public static MoveList of(OpenSystem system, Path root, String stateroot, FarMoves far)
      throws StoreException {
    SystemSnapshot snapshot = system.snapshot();
    Optional<Deployment> now = BootList.mergeDeployment(snapshot.deployments(), stateroot);
    Optional<Origin> origin = now.map(Deployment::origin);
    Optional<ImageReference> image = origin.flatMap(Origin::refspec).flatMap(ImageReference::parse);
    List<Problem> problems = new ArrayList<>(far.problems());
    EditionFiles.Found found =
        new EditionFiles(root)
            .of(system.repository(), now.map(Deployment::checksum), architecture());
    problems.addAll(found.problems());
    // One that comes from an image stays with images, and one that does not with branches.
    List<Edition> editions =
        found.editions().stream()
            .filter(it -> image.isPresent() == (it.kind() == MoveTarget.Kind.IMAGE))
            .toList();
    List<MoveTarget> targets =
        new ArrayList<>(
            MoveTarget.list(
                image.map(ImageReference::text).or(() -> origin.flatMap(Origin::refspec)),
                editions,
                image.isPresent() ? List.of() : system.repository().refs(problems::add),
                image.isPresent() ? Map.of() : far.branches()));
    image.ifPresent(it -> addTags(targets, MoveTarget.tags(it, far.tags())));
    return new MoveList(targets.stream().map(it -> described(it, system)).toList(), problems);
  }

  /** Those that are no edition that is listed already. */
  private static void addTags(List<MoveTarget> targets, List<MoveTarget> tags) {
    Set<String> known = targets.stream().map(MoveTarget::reference).collect(toSet());
    tags.stream().filter(it -> !known.contains(it.reference())).forEach(targets::add);
  }

  /** With the version of a commit that is here. */
  private static MoveTarget described(MoveTarget target, OpenSystem system) {
    if (target.version().isPresent() || target.newest().isEmpty()) {
      return target;
    }
    return target.of(version(system, target.newest().get()));
  }

  private static Optional<String> version(OpenSystem system, Checksum commit) {
    try {
      return system.repository().commit(commit).version();
    } catch (StoreException notHere) {
      return Optional.empty();
    }
  }

  private static String architecture() {
    String own = System.getProperty("os.arch");
    return ARCHITECTURES.getOrDefault(own, own);
  }

  /**
   * What somebody means who names an edition as it is listed; what names a branch is that.
   *
   * @return what to move to
   */
  public String meant(String name) {
    boolean branch = targets.stream().anyMatch(each -> each.reference().equals(name));
    return targets.stream()
        .filter(each -> !branch && each.writtenDown())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(MoveTarget::reference)
        .findFirst()
        .orElse(name);
  }
}
