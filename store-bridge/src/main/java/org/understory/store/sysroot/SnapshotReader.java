package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.understory.model.history.Commit;
import org.understory.model.operation.StoreException;
import org.understory.model.system.BootList;
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
    Optional<RunningSystem> running = RunningSystem.read(sysroot, host, attempts);
    BootOrder order = BootOrder.read(sysroot, attempts);
    List<FoundDeployment> found = new ArrayList<>(order.deployments());
    // What the running system has staged belongs to the sysroot that it runs from.
    Optional<FoundDeployment> staged =
        running.isEmpty()
            ? Optional.empty()
            : attempts.run(() -> StagedFile.read(host.run())).flatMap(file -> file);
    found.removeIf(each -> staged.isPresent() && each.name().equals(staged.get().name()));
    BootMenu menu = BootMenu.read(sysroot, host, running.isPresent(), found);
    // At shutdown the entries are written anew, and what is to start once has another name.
    boolean finishes = staged.isPresent() && !staged.get().finalizationLocked();
    Optional<String> once = finishes ? Optional.empty() : menu.once();
    int booted = first(found, each -> running.isPresent() && runs(running.get(), each));
    if (booted >= 0 && !order.known()) {
      found.addFirst(found.remove(booted).withArguments(running.orElseThrow().arguments()));
      booted = 0;
    }
    if (staged.isPresent()) {
      found.addFirst(inheriting(staged.get(), found));
      booted = booted < 0 ? booted : booted + 1;
    }
    List<Deployment> deployments = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      boolean startsOnce = once.filter(found.get(i).name().id()::equals).isPresent();
      deployments.add(describe(found.get(i), i, i == booted).withStartsOnce(startsOnce));
    }
    deployments = BootList.arrange(deployments, order.known());
    return SystemSnapshot.of(
        deployments, finalizationFailure(), attempts.problems(), menu.loader());
  }

  /** As libostree takes kernel arguments over when it finishes a deployment without any. */
  private static FoundDeployment inheriting(FoundDeployment staged, List<FoundDeployment> others) {
    return others.stream()
        .filter(each -> staged.inherits().filter(each.name()::equals).isPresent())
        .findFirst()
        .map(each -> staged.withArguments(each.arguments().own()))
        .orElse(staged);
  }

  BootMenu menu() {
    boolean runs = RunningSystem.read(sysroot, host, attempts).isPresent();
    return BootMenu.read(sysroot, host, runs, BootOrder.read(sysroot, attempts).deployments());
  }

  private boolean runs(RunningSystem running, FoundDeployment found) {
    return attempts.run(() -> running.runs(sysroot, found.name())).orElse(false);
  }

  private static int first(List<FoundDeployment> found, Predicate<FoundDeployment> wanted) {
    return IntStream.range(0, found.size())
        .filter(i -> wanted.test(found.get(i)))
        .findFirst()
        .orElse(-1);
  }

  private Deployment describe(FoundDeployment found, int index, boolean booted) {
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
        false,
        false,
        false,
        attempts.run(() -> unlocked(name, origin)).orElse(Unlocked.NONE),
        found.bootChecksum(),
        origin.label());
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
