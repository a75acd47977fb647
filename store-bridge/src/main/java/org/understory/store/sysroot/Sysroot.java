package org.understory.store.sysroot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.LayerRequests;
import org.understory.model.remote.Remotes;
import org.understory.model.system.Deployment;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.repo.Repository;

/**
 * A sysroot ({@code /} of a machine booted from OSTree, or a folder made by {@code ostree admin
 * init-fs}), open for reading.
 */
public final class Sysroot implements AutoCloseable {
  /** How often what changes while it is read is read again. */
  private static final int TRIES = 5;

  private final Path root;
  private final HostFiles host;
  private final Repository repository;

  private Sysroot(Path root, HostFiles host, Repository repository) {
    this.root = root;
    this.host = host;
    this.repository = repository;
  }

  /**
   * Opens the sysroot in this folder.
   *
   * @param host the system that may be running from it
   * @throws StoreException NotASysroot where there is no {@code ostree/repo}, and what {@link
   *     Repository#open} throws
   */
  public static Sysroot open(Path root, HostFiles host) throws StoreException {
    return new Sysroot(root, host, Repository.open(requireSysroot(root)));
  }

  /** As {@link #open(Path, HostFiles)}, with a cache as in {@link Repository#open(Path, Path)}. */
  public static Sysroot open(Path root, HostFiles host, Path cacheFolder) throws StoreException {
    return new Sysroot(root, host, Repository.open(requireSysroot(root), cacheFolder));
  }

  /** The folder it was opened in. */
  public Path root() {
    return root;
  }

  /** Where a deployment of it is checked out. */
  public Path folder(Deployment deployment) {
    return name(deployment).folder(root);
  }

  private static DeploymentName name(Deployment deployment) {
    return new DeploymentName(deployment.stateroot(), deployment.checksum(), deployment.serial());
  }

  /** The same, reading commits from this repository, which has all of its own and others. */
  public Sysroot reading(Repository other) {
    return new Sysroot(root, host, other);
  }

  /** This sysroot, with a cache as in {@link Repository#open(Path, Path)}. */
  public Sysroot remembering(Path cacheFolder) {
    return reading(repository.remembering(cacheFolder));
  }

  /** Its repository, {@code ostree/repo}. */
  public Repository repository() {
    return repository;
  }

  /**
   * Reads everything about its deployments afresh. What can't be read or understood is in {@link
   * SystemSnapshot#problems}, and the rest is still true.
   *
   * @throws StoreException NotASysroot where it is gone since it was opened
   */
  public SystemSnapshot snapshot() throws StoreException {
    requireSysroot(root);
    for (int i = 1; ; i++) {
      List<String> before = stamps();
      SystemSnapshot snapshot = new SnapshotReader(root, host, repository).read();
      if (i == TRIES || stamps().equals(before)) {
        return snapshot;
      }
    }
  }

  /** What the boot loader knows of its deployments, read afresh. */
  public BootMenu bootMenu() {
    return new SnapshotReader(root, host, repository).menu();
  }

  /** Its boot menu, read afresh. */
  public BootItems bootItems() throws StoreException {
    return BootItems.read(root, bootMenu());
  }

  /**
   * What is new after every change of the list. A reader that saw the old link and then a folder
   * that libostree had emptied already would see no deployments and nothing wrong with that.
   */
  private List<String> stamps() {
    return Stream.of("boot/loader", "ostree/deploy")
        .map(root::resolve)
        .map(Sysroot::stamp)
        .toList();
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.fileKey() + " " + found.lastModifiedTime();
    } catch (IOException absent) {
      return "";
    }
  }

  /**
   * As {@link Repository#resolve}, and also {@code booted}, {@code pending} and {@code rollback},
   * the words of {@code ostree admin pin}, with any number of {@code ^} after them. They come
   * before refs of the same name.
   *
   * @throws StoreException UnknownRevision where there is no such deployment now
   */
  public Checksum resolve(String revision) throws StoreException {
    int caret = revision.indexOf('^');
    String word = caret < 0 ? revision : revision.substring(0, caret);
    Optional<Deployment> deployment;
    switch (word) {
      case "booted" -> deployment = snapshot().booted();
      case "pending" -> deployment = snapshot().pending();
      case "rollback" -> deployment = snapshot().rollback();
      default -> {
        return repository.resolve(revision);
      }
    }
    Checksum checksum =
        deployment
            .map(Deployment::checksum)
            .orElseThrow(() -> new StoreException(new Problem.UnknownRevision(revision)));
    return caret < 0 ? checksum : repository.resolve(checksum.hex() + revision.substring(caret));
  }

  /** The files of {@code /etc} of its deployments. */
  public Configuration configuration() {
    return new Configuration(root, host, repository);
  }

  /**
   * The places that it downloads from, read afresh. Besides those in the repository's configuration
   * there are those in {@code /etc/ostree/remotes.d} of the system that runs, or of the deployment
   * that this folder itself is (get_remotes_d_dir); of a sysroot that nothing runs from there are
   * none.
   */
  public Remotes remotes() {
    return repository.remotes(remotesFolder());
  }

  private Optional<Path> remotesFolder() {
    Optional<Path> system =
        runs() ? Optional.of(host.root()) : Optional.of(root).filter(Sysroot::isDeployment);
    return system.map(path -> path.resolve("etc/ostree/remotes.d"));
  }

  private boolean runs() {
    return new Attempts().run(() -> RunningSystem.isSysrootOf(root, host)).orElse(false);
  }

  /** There is a {@code /sysroot} only in a deployment (ostree_sysroot_load, is_physical). */
  private static boolean isDeployment(Path root) {
    return Files.exists(root.resolve("sysroot"));
  }

  /**
   * What a deployment is asked to have layered.
   *
   * @throws StoreException CorruptFile, and what keeps the origin from being read
   */
  public LayerRequests requests(Deployment deployment) throws StoreException {
    return OriginRequests.of(origin(deployment));
  }

  /** Text of a deployment's origin file; empty where it has none. */
  public String origin(Deployment deployment) throws StoreException {
    return SysrootFiles.text(name(deployment).origin(root)).orElse("");
  }

  /**
   * Files and folders whose time stamps change when its deployments or remotes do: libostree
   * touches {@code ostree/deploy} ({@code _ostree_sysroot_bump_mtime}); what the host has staged is
   * one file, and of interest only where the host runs from this sysroot. What is to start once is
   * in a file of the boot loader.
   */
  public List<Path> watched() {
    List<Path> watched = new ArrayList<>(List.of(root.resolve("ostree/deploy")));
    remotesFolder().ifPresent(watched::add);
    watched.addAll(Grub.variables(root));
    if (runs()) {
      watched.add(StagedFile.path(host.run()));
      watched.add(SystemdBoot.once(host.root()));
    }
    return watched;
  }

  private static Path requireSysroot(Path root) throws StoreException {
    Path repository = root.resolve("ostree/repo");
    if (!SysrootFiles.exists(repository)) {
      throw new StoreException(new Problem.NotASysroot(root.toString()));
    }
    return repository;
  }

  @Override
  public void close() {
    repository.close();
  }
}
