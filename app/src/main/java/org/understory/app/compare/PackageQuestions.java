package org.understory.app.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.app.entry.RevisionChoice;
import org.understory.app.entry.TreeReader;
import org.understory.app.server.Reach;
import org.understory.app.state.OpenSystem;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.ChangelogEntry;
import org.understory.model.packages.Layering;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.packages.PackageDiff;
import org.understory.model.packages.PackageList;
import org.understory.model.system.Deployment;
import org.understory.store.packages.PackageReader;

/** Reads what is asked about packages; never on the thread that draws. */
final class PackageQuestions {
  private final Reach reach;
  private final PackageReader near;

  PackageQuestions(Reach reach) {
    this.reach = reach;
    this.near = new PackageReader(reach.system().repository());
  }

  private PackageReader reader(Checksum from, Checksum to) throws StoreException {
    OpenSystem system = reach.of(from, to);
    return system.equals(reach.system()) ? near : new PackageReader(system.repository());
  }

  /** What differs between two sides. */
  PackageComparison compare(RevisionChoice older, RevisionChoice newer, Cancellation cancellation)
      throws StoreException {
    TreeReader trees = TreeReader.of(reach);
    Checksum from = older.resolve(trees);
    Checksum to = newer.resolve(trees);
    PackageReader reader = reader(from, to);
    PackageList before = reader.list(from, cancellation);
    PackageList after = reader.list(to, cancellation);
    if (before.source().isEmpty() || after.source().isEmpty()) {
      return new PackageComparison.NoList(before.source().isEmpty(), after.source().isEmpty());
    }
    Layering layering = reader.layering(to, origin(to), cancellation);
    List<Problem> problems = new ArrayList<>(before.problems());
    problems.addAll(after.problems());
    return new PackageComparison.Answered(
        from,
        to,
        PackageChange.of(
            PackageDiff.between(before.packages(), after.packages()),
            layering,
            reader.newAdvisories(from, to)),
        layering.inactive(),
        List.copyOf(problems));
  }

  /** More about one package. */
  PackageDetails details(
      PackageComparison.Answered answer, PackageChange change, Cancellation cancellation)
      throws StoreException {
    PackageReader reader = reader(answer.from(), answer.to());
    List<String> name = List.of(change.name());
    List<ChangelogEntry> changelog =
        (change.kind() == PackageChange.Kind.DOWNGRADED
                ? reader.changelogs(answer.to(), answer.from(), name, cancellation)
                : reader.changelogs(answer.from(), answer.to(), name, cancellation))
            .getOrDefault(change.name(), List.of());
    try {
      Set<String> paths = new HashSet<>();
      for (Checksum side : List.of(answer.from(), answer.to())) {
        paths.addAll(reader.files(side, name, cancellation).paths());
      }
      return new PackageDetails(
          change, changelog, Optional.of(new OwnedPaths(paths)), Optional.empty());
    } catch (StoreException e) {
      return new PackageDetails(change, changelog, Optional.empty(), Optional.of(e.problem()));
    }
  }

  /** The origin of a deployment of this commit. */
  private Optional<String> origin(Checksum commit) throws StoreException {
    OpenSystem system = reach.system();
    if (system.sysroot().isEmpty()) {
      return Optional.empty();
    }
    for (Deployment deployment : system.snapshot().deployments()) {
      if (deployment.checksum().equals(commit)) {
        return Optional.of(system.sysroot().get().origin(deployment));
      }
    }
    return Optional.empty();
  }
}
