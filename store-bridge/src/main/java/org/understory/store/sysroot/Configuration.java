package org.understory.store.sysroot;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.understory.model.config.ConfigContents.Side;
import org.understory.model.config.ConfigFile;
import org.understory.model.config.ConfigMerge;
import org.understory.model.config.ConfigPreview;
import org.understory.model.config.ConfigSides;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.store.repo.Repository;

/**
 * The files of {@code /etc} of a sysroot's deployments, compared with their defaults and with each
 * other. What this user may not read is in every answer, as unreadable.
 */
public final class Configuration {
  private final Path sysroot;
  private final HostFiles host;
  private final Repository repository;

  Configuration(Path sysroot, HostFiles host, Repository repository) {
    this.sysroot = sysroot;
    this.host = host;
    this.repository = repository;
  }

  /**
   * What the merge would do if {@code to} were deployed with {@code from} as merge deployment. With
   * a deployment's own commit it tells what was changed in it since it was made.
   *
   * @throws StoreException NoSuchPath where a commit has no default, and what keeps the trees from
   *     being read at all
   */
  public ConfigPreview preview(Deployment from, Checksum to, Cancellation cancellation)
      throws StoreException {
    EtcTree old = new CommitEtc(repository, from.checksum(), cancellation);
    EtcTree fresh = to.equals(from.checksum()) ? old : new CommitEtc(repository, to, cancellation);
    return compare(old, etc(from, cancellation), fresh, cancellation);
  }

  /**
   * {@link #preview(Deployment, Checksum, Cancellation)} where the first side is deployed, else
   * {@link #defaults}.
   */
  public ConfigPreview preview(
      Optional<Deployment> from, Checksum commit, Checksum to, Cancellation cancellation)
      throws StoreException {
    return from.isPresent()
        ? preview(from.get(), to, cancellation)
        : defaults(commit, to, cancellation);
  }

  /** The same for a system in which nobody changed anything: how the defaults of two differ. */
  public ConfigPreview defaults(Checksum from, Checksum to, Cancellation cancellation)
      throws StoreException {
    EtcTree old = new CommitEtc(repository, from, cancellation);
    return compare(old, old, new CommitEtc(repository, to, cancellation), cancellation);
  }

  /**
   * What is at one path on the three sides of a {@link #preview}.
   *
   * @param path absolute, {@code /etc/…}
   * @throws StoreException NotPermitted where this user may not read it, and what keeps it from
   *     being read
   */
  public ConfigSides sides(
      Optional<Deployment> from,
      Checksum commit,
      Checksum to,
      String path,
      Cancellation cancellation)
      throws StoreException {
    Optional<ConfigFile> old = CommitEtc.file(repository, commit, path, cancellation);
    return new ConfigSides(
        old,
        from.isPresent() ? DiskEtc.file(folder(from.get()), path) : old,
        to.equals(commit) ? old : CommitEtc.file(repository, to, path, cancellation));
  }

  /**
   * How the {@code /etc} of one deployment differs from that of another: {@link
   * org.understory.model.config.ConfigEntry#yours} is what would have to be done to the first to
   * get the second; there is no new default in it.
   */
  public ConfigPreview between(Deployment from, Deployment to, Cancellation cancellation)
      throws StoreException {
    EtcTree old = etc(from, cancellation);
    return compare(old, etc(to, cancellation), old, cancellation);
  }

  /** That of the running one by the path that its user has, for others may be closed to him. */
  private EtcTree etc(Deployment deployment, Cancellation cancellation) throws StoreException {
    return new DiskEtc(folder(deployment), cancellation);
  }

  /** Where the {@code /etc} of a deployment is. */
  public Path folder(Deployment deployment) {
    Path folder =
        deployment.booted()
            ? host.root()
            : new DeploymentName(deployment.stateroot(), deployment.checksum(), deployment.serial())
                .folder(sysroot);
    return folder.resolve("etc");
  }

  private static ConfigPreview compare(
      EtcTree old, EtcTree yours, EtcTree fresh, Cancellation cancellation) throws StoreException {
    EtcContents contents =
        new EtcContents(Map.of(Side.OLD, old, Side.YOURS, yours, Side.FRESH, fresh), cancellation);
    ConfigPreview preview = ConfigMerge.preview(old.root(), yours.root(), fresh.root(), contents);
    Set<Problem> problems = new LinkedHashSet<>();
    List.of(old, yours, fresh).forEach(it -> problems.addAll(it.problems()));
    return new ConfigPreview(preview.entries(), preview.blockers(), List.copyOf(problems));
  }
}
