package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.understory.model.history.Commit;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.repo.Repository;

/**
 * Reads a sysroot once, as {@code ostree_sysroot_load} does; but where libostree gives up on the
 * first thing that is wrong, this tells the problem and reads on.
 */
final class SnapshotReader {
  private final Path sysroot;
  private final HostFiles host;
  private final Repository repository;
  private final Attempts attempts = new Attempts();

  SnapshotReader(Path sysroot, HostFiles host, Repository repository) {
    this.sysroot = sysroot;
    this.host = host;
    this.repository = repository;
  }

  SystemSnapshot read() {
    RunningSystem running = attempts.run(() -> RunningSystem.read(host)).orElse(RunningSystem.NONE);
    BootOrder order = BootOrder.read(sysroot, attempts);
    List<FoundDeployment> found = new ArrayList<>(order.deployments());
    OptionalInt booted = first(found, i -> runs(running, found.get(i)));
    if (booted.isPresent() && !order.known()) {
      FoundDeployment first = found.remove(booted.getAsInt());
      found.addFirst(first.withArguments(running.arguments()));
      booted = OptionalInt.of(0);
    }
    List<Deployment> deployments = new ArrayList<>();
    int rollback = rollback(found, booted, order);
    int next = next(found, order);
    for (int i = 0; i < found.size(); i++) {
      deployments.add(describe(found.get(i), i, i == booted.orElse(-1), i == rollback, i == next));
    }
    return SystemSnapshot.of(deployments, finalizationFailure(), attempts.problems());
  }

  private boolean runs(RunningSystem running, FoundDeployment found) {
    return attempts.run(() -> running.runs(sysroot, found.name())).orElse(false);
  }

  /** As {@code ostree_sysroot_query_deployments_for}: the next of the same stateroot. */
  private static int rollback(List<FoundDeployment> found, OptionalInt booted, BootOrder order) {
    if (!order.known() || booted.isEmpty()) {
      return -1;
    }
    String stateroot = found.get(booted.getAsInt()).name().stateroot();
    return first(
            found, i -> i > booted.getAsInt() && found.get(i).name().stateroot().equals(stateroot))
        .orElse(-1);
  }

  /** The first; but a staged one whose finalization is locked stays where it is at shutdown. */
  private static int next(List<FoundDeployment> found, BootOrder order) {
    return first(
            found,
            i -> !found.get(i).finalizationLocked() && (order.known() || found.get(i).staged()))
        .orElse(-1);
  }

  private static OptionalInt first(List<FoundDeployment> found, IntPredicate wanted) {
    return IntStream.range(0, found.size()).filter(wanted).findFirst();
  }

  private Deployment describe(
      FoundDeployment found, int index, boolean booted, boolean rollback, boolean next) {
    DeploymentName name = found.name();
    OriginFile origin =
        attempts.run(() -> OriginFile.read(name.origin(sysroot))).orElse(OriginFile.NONE);
    Optional<Commit> commit = attempts.run(() -> repository.commit(name.checksum()));
    return new Deployment(
        index,
        name.stateroot(),
        name.checksum(),
        name.serial(),
        commit.flatMap(Commit::version),
        commit.isPresent() ? OptionalLong.of(commit.get().timestamp()) : OptionalLong.empty(),
        origin.origin(),
        found.arguments(),
        booted,
        found.staged(),
        found.finalizationLocked(),
        origin.pinned(),
        rollback,
        next,
        attempts.run(() -> unlocked(name, origin)).orElse(Unlocked.NONE),
        found.bootChecksum());
  }

  private Unlocked unlocked(DeploymentName name, OriginFile origin) throws StoreException {
    Path state = host.run().resolve("ostree/deployment-state").resolve(name.folder());
    if (SysrootFiles.exists(state.resolve("unlocked-development"))) {
      return Unlocked.DEVELOPMENT;
    }
    if (SysrootFiles.exists(state.resolve("unlocked-transient"))) {
      return Unlocked.TRANSIENT;
    }
    return origin.hotfix() ? Unlocked.HOTFIX : Unlocked.NONE;
  }

  /** Written at shutdown by {@code _ostree_sysroot_finalize_staged}. */
  private Optional<String> finalizationFailure() {
    Path stamp = sysroot.resolve("boot/ostree/finalize-failure.stamp");
    return attempts.run(() -> SysrootFiles.text(stamp)).flatMap(text -> text);
  }
}
