package org.understory.store.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.understory.model.history.Checksum;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.BootUse;
import org.understory.model.storage.CommitUse;
import org.understory.model.storage.ObjectUse;
import org.understory.model.storage.Usage;
import org.understory.model.storage.Usage.DeploymentUse;
import org.understory.model.storage.Usage.RefUse;
import org.understory.model.storage.Usage.Volume;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.tree.TreeEntry;
import org.understory.store.file.SmallFile;
import org.understory.store.repo.DiskUse;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.Sysroot;

/** Measures what takes room in a system, and what is freed when something goes. */
public final class StorageReader {
  /** Refs that libostree makes anew for the deployments that there are. */
  private static final Pattern DEPLOYMENT_REF = Pattern.compile("ostree/[01]/[01]/[0-9]+");

  private final Repository repository;
  private final Optional<Sysroot> sysroot;

  /**
   * @param sysroot empty for a repository alone
   */
  public StorageReader(Repository repository, Optional<Sysroot> sysroot) {
    this.repository = repository;
    this.sysroot = sysroot;
  }

  /**
   * Measures all of it.
   *
   * @param progress hears how much is done, from 0 to 1, on several threads
   */
  public Usage read(SystemSnapshot snapshot, DoubleConsumer progress, Cancellation cancellation)
      throws StoreException {
    List<Ref> refs = refs();
    ObjectUse objects = objects(snapshot.deployments(), List.of(), refs, progress, cancellation);
    Optional<BootUse> boot = boot(snapshot.deployments());
    List<DeploymentUse> deployments = new ArrayList<>();
    for (Deployment each : snapshot.deployments()) {
      deployments.add(use(each, snapshot.deployments(), refs, objects, boot, cancellation));
    }
    List<RefUse> heads = new ArrayList<>();
    for (Ref ref : refs) {
      heads.add(use(ref, snapshot.deployments(), refs, objects));
    }
    Set<Checksum> deployed =
        snapshot.deployments().stream().map(Deployment::checksum).collect(Collectors.toSet());
    return new Usage(
        deployments,
        heads,
        new HealthReader(repository, cancellation).read(objects, deployed),
        volume(),
        boot);
  }

  /** As {@link BootReader#read}; empty for a repository alone. */
  public Optional<BootUse> boot(List<Deployment> deployments) {
    return sysroot.flatMap(
        open -> new BootReader(open.root(), repository.mode()).read(deployments));
  }

  /**
   * What the disk has less once these deployments are removed and libostree has cleaned up ({@code
   * ostree_sysroot_cleanup}): of a branch the newest commit stays. As quick as {@link #read}, and
   * out of the same cache.
   */
  public long freed(List<Deployment> all, Set<String> removed, Cancellation cancellation)
      throws StoreException {
    Map<Boolean, List<Deployment>> goes =
        all.stream().collect(Collectors.partitioningBy(it -> removed.contains(it.id())));
    List<Deployment> gone = goes.getOrDefault(true, List.of());
    List<Deployment> kept = goes.getOrDefault(false, List.of());
    ObjectUse objects = objects(kept, gone, refs(), _ -> {}, cancellation);
    long freed = objects.unneeded();
    for (Deployment each : gone) {
      freed += commit(objects, each.checksum()).own() + besides(each, cancellation);
    }
    return freed + kernels(boot(all), removed);
  }

  private ObjectUse objects(
      List<Deployment> deployments,
      List<Deployment> leaving,
      List<Ref> refs,
      DoubleConsumer progress,
      Cancellation cancellation)
      throws StoreException {
    List<Checksum> heads = refs.stream().map(Ref::checksum).distinct().toList();
    return repository.usage(folders(deployments), folders(leaving), heads, progress, cancellation);
  }

  /** Of the first deployment of each commit. */
  private Map<Checksum, Path> folders(List<Deployment> deployments) {
    Map<Checksum, Path> folders = new LinkedHashMap<>();
    for (Deployment each : deployments) {
      Path folder = sysroot.map(open -> open.folder(each)).orElse(repository.directory());
      folders.putIfAbsent(each.checksum(), folder);
    }
    return folders;
  }

  /** Those that keep something when libostree cleans up. */
  private List<Ref> refs() throws StoreException {
    return repository.refs().stream()
        .filter(ref -> !DEPLOYMENT_REF.matcher(ref.refspec()).matches())
        .toList();
  }

  private DeploymentUse use(
      Deployment deployment,
      List<Deployment> all,
      List<Ref> refs,
      ObjectUse objects,
      Optional<BootUse> boot,
      Cancellation cancellation)
      throws StoreException {
    CommitUse commit = commit(objects, deployment.checksum());
    long users =
        all.stream().filter(it -> it.checksum().equals(deployment.checksum())).count()
            + refs.stream().filter(it -> it.checksum().equals(deployment.checksum())).count();
    boolean twice =
        all.stream().filter(it -> it.checksum().equals(deployment.checksum())).count() > 1;
    long own = commit.own() + besides(deployment, cancellation);
    long kernels = kernels(boot, Set.of(deployment.id()));
    return new DeploymentUse(
        deployment.id(),
        commit.total(),
        twice ? 0 : commit.unique(),
        own,
        own + kernels + objects.unneeded() + (users == 1 ? commit.alone() : 0),
        boot.map(it -> it.freed(deployment.id())).orElse(0L));
  }

  private static RefUse use(
      Ref ref, List<Deployment> deployments, List<Ref> refs, ObjectUse objects) {
    CommitUse commit = commit(objects, ref.checksum());
    long users =
        deployments.stream().filter(it -> it.checksum().equals(ref.checksum())).count()
            + refs.stream().filter(it -> it.checksum().equals(ref.checksum())).count();
    long alone = users == 1 ? commit.alone() : 0;
    return new RefUse(
        ref.refspec(),
        ref.checksum(),
        ref.internal(),
        commit.total(),
        alone,
        alone + objects.unneeded());
  }

  /** Bytes of kernels that go with these deployments, where they are on the same disk. */
  private static long kernels(Optional<BootUse> boot, Set<String> removed) {
    return boot.filter(it -> !it.separate()).stream()
        .flatMap(it -> it.kernels().stream())
        .filter(it -> removed.containsAll(it.keepers()))
        .mapToLong(BootUse.Kernel::unlinked)
        .sum();
  }

  private static CommitUse commit(ObjectUse objects, Checksum checksum) {
    return java.util.Objects.requireNonNull(objects.commits().get(checksum), "counted above");
  }

  /** Bytes of what a deployment has that its commit has not: mostly its /etc. */
  private long besides(Deployment deployment, Cancellation cancellation) throws StoreException {
    if (sysroot.isEmpty()) {
      return 0;
    }
    Path folder = sysroot.get().folder(deployment);
    Set<String> committed = committed(deployment.checksum());
    long sum = origin(folder);
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      for (Path each : inside) {
        if (!committed.contains(each.getFileName().toString())) {
          sum += DiskUse.below(each, cancellation);
        }
      }
    } catch (IOException notThere) {
      return sum;
    }
    return sum;
  }

  private Set<String> committed(Checksum commit) {
    try {
      return repository.list(commit, "/").stream().map(TreeEntry::name).collect(Collectors.toSet());
    } catch (StoreException e) {
      return Set.of("usr"); // it is told as damage of the repository
    }
  }

  private static long origin(Path folder) {
    try {
      return DiskUse.of(folder.resolveSibling(folder.getFileName() + ".origin")).bytes();
    } catch (IOException none) {
      return 0;
    }
  }

  private Volume volume() throws StoreException {
    try {
      FileStore store = Files.getFileStore(repository.directory());
      return new Volume(store.getTotalSpace(), store.getUsableSpace());
    } catch (IOException e) {
      throw SmallFile.trouble(repository.directory(), e);
    }
  }
}
