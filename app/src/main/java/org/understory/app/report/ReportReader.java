package org.understory.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.understory.app.state.ComparedSide;
import org.understory.app.state.OpenSystem;
import org.understory.model.config.ConfigEntry;
import org.understory.model.config.ConfigPreview;
import org.understory.model.config.ConfigState;
import org.understory.model.container.Image;
import org.understory.model.container.ImageDiff;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.PackageDiff;
import org.understory.model.packages.PackageList;
import org.understory.model.system.ArgumentChanges;
import org.understory.model.system.Deployment;
import org.understory.model.tree.RightsDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.store.container.ImageReader;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.KernelReader;

/** Reads all that a report tells. */
public final class ReportReader {
  private final OpenSystem system;
  private final Cancellation cancellation;
  private final List<Problem> problems = new ArrayList<>();

  private ReportReader(OpenSystem system, Cancellation cancellation) {
    this.system = system;
    this.cancellation = cancellation;
  }

  /**
   * Reads it; for a thread that may wait.
   *
   * @throws StoreException what keeps one of the commits itself from being read; all else is told
   *     in {@link Report#problems}
   */
  public static Report read(
      OpenSystem system, ComparedSide from, ComparedSide to, Cancellation cancellation)
      throws StoreException {
    return new ReportReader(system, cancellation).read(from, to);
  }

  private Report read(ComparedSide from, ComparedSide to) throws StoreException {
    Repository repository = system.repository();
    TreeDiff files = repository.diff(from.commit(), to.commit(), "/", true, cancellation);
    problems.addAll(files.problems());
    RightsDiff rights = repository.rights(files, cancellation);
    problems.addAll(rights.problems());
    PackageReader packages = new PackageReader(repository);
    KernelReader kernels = new KernelReader(repository);
    return new Report(
        side(from),
        side(to),
        attempt(() -> packages(packages, from, to)).flatMap(it -> it),
        attempt(() -> packages.newAdvisories(from.commit(), to.commit())).orElse(List.of()),
        rights.changes(),
        rights.complete(),
        from.deployment()
            .flatMap(it -> attempt(() -> configuration(it, from, to)))
            .orElse(List.of()),
        attempt(() -> kernels.kernel(from.commit())).flatMap(it -> it),
        attempt(() -> kernels.kernel(to.commit())).flatMap(it -> it),
        from.deployment().flatMap(old -> to.deployment().map(it -> arguments(old, it))),
        files.summary(),
        attempt(() -> images(from, to)).flatMap(it -> it),
        List.copyOf(problems));
  }

  private Report.Side side(ComparedSide side) throws StoreException {
    Commit commit = system.repository().commit(side.commit());
    return new Report.Side(
        commit.checksum(),
        commit.version(),
        commit.timestamp(),
        side.deployment().map(Deployment::id));
  }

  private static ArgumentChanges arguments(Deployment before, Deployment after) {
    return ArgumentChanges.between(before.kernelArguments(), after.kernelArguments());
  }

  private Optional<ImageDiff> images(ComparedSide from, ComparedSide to) throws StoreException {
    Optional<Image> older = ImageReader.of(system.repository().details(from.commit()));
    Optional<Image> newer = ImageReader.of(system.repository().details(to.commit()));
    return older.flatMap(old -> newer.map(it -> ImageDiff.between(old, it)));
  }

  private Optional<PackageDiff> packages(PackageReader reader, ComparedSide from, ComparedSide to)
      throws StoreException {
    PackageList before = reader.list(from.commit(), cancellation);
    PackageList after = reader.list(to.commit(), cancellation);
    problems.addAll(before.problems());
    problems.addAll(after.problems());
    return before.source().isPresent() && after.source().isPresent()
        ? Optional.of(PackageDiff.between(before.packages(), after.packages()))
        : Optional.empty();
  }

  private List<ConfigEntry> configuration(Deployment mine, ComparedSide from, ComparedSide to)
      throws StoreException {
    ConfigPreview preview =
        system
            .sysroot()
            .orElseThrow()
            .configuration()
            .preview(Optional.of(mine), from.commit(), to.commit(), cancellation);
    problems.addAll(preview.problems());
    return preview.told().stream().filter(ReportReader::isTold).toList();
  }

  /** What nobody changed here is among the files. */
  private static boolean isTold(ConfigEntry entry) {
    return entry.lost()
        || (entry.state() != ConfigState.SAME && entry.state() != ConfigState.TAKEN);
  }

  /** Something of the report; without it the rest is still true. */
  private interface Part<T> {
    T read() throws StoreException;
  }

  private <T> Optional<T> attempt(Part<T> part) {
    try {
      return Optional.of(part.read());
    } catch (StoreException e) {
      problems.add(e.problem());
      return Optional.empty();
    }
  }
}
