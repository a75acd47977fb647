package org.understory.app.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.StoreException;
import org.understory.model.system.SystemSnapshot;
import org.understory.store.demo.DemoSystem;
import org.understory.store.repo.Repository;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/**
 * A system that is open for reading. Safe for use by several threads.
 *
 * @param sysroot empty where only a repository was opened
 */
public record OpenSystem(SystemChoice choice, Repository repository, Optional<Sysroot> sysroot)
    implements AutoCloseable {
  private static final SystemSnapshot NO_DEPLOYMENTS =
      new SystemSnapshot("", "", List.of(), Optional.empty(), List.of());

  /** Opens what was chosen; reads files, so never on the thread that draws. */
  public static OpenSystem open(SystemChoice choice) throws StoreException {
    return switch (choice) {
      case SystemChoice.Live live -> of(live, Sysroot.open(Path.of("/"), HostFiles.live()));
      case SystemChoice.Folder folder -> of(folder, Sysroot.open(folder.root(), HostFiles.live()));
      case SystemChoice.Demo demo -> of(demo, new DemoSystem(demo.folder()).open());
      case SystemChoice.BareRepository bare ->
          new OpenSystem(bare, Repository.open(bare.directory()), Optional.empty());
    };
  }

  /** As {@link #open(SystemChoice)}; what is found out about commits is kept in this folder. */
  public static OpenSystem open(SystemChoice choice, Path cache) throws StoreException {
    return switch (choice) {
      case SystemChoice.Live live -> of(live, Sysroot.open(Path.of("/"), HostFiles.live(), cache));
      case SystemChoice.Folder folder ->
          of(folder, Sysroot.open(folder.root(), HostFiles.live(), cache));
      case SystemChoice.Demo demo -> of(demo, new DemoSystem(demo.folder()).open(cache));
      case SystemChoice.BareRepository bare ->
          new OpenSystem(bare, Repository.open(bare.directory(), cache), Optional.empty());
    };
  }

  private static OpenSystem of(SystemChoice choice, Sysroot sysroot) {
    return new OpenSystem(choice, sysroot.repository(), Optional.of(sysroot));
  }

  /** Its deployments as they are now; none where only a repository is open. */
  public SystemSnapshot snapshot() throws StoreException {
    return sysroot.isPresent() ? sysroot.get().snapshot() : NO_DEPLOYMENTS;
  }

  /** As {@link Sysroot#resolve}, or {@link Repository#resolve} where there is no sysroot. */
  public Checksum resolve(String revision) throws StoreException {
    return sysroot.isPresent() ? sysroot.get().resolve(revision) : repository.resolve(revision);
  }

  /**
   * Files and folders whose time stamps change when the system does: libostree touches the
   * repository when a ref moves ({@code _ostree_repo_update_mtime}) and {@code ostree/deploy} when
   * deployments change ({@code _ostree_sysroot_bump_mtime}); a staged deployment is one file.
   */
  List<Path> watched() {
    Path repo = repository.directory();
    return sysroot.isEmpty()
        ? List.of(repo)
        : List.of(repo, repo.resolveSibling("deploy"), staged());
  }

  private Path staged() {
    Path run =
        choice instanceof SystemChoice.Demo(Path folder)
            ? folder.resolve("host/run")
            : HostFiles.live().run();
    return run.resolve("ostree/staged-deployment");
  }

  @Override
  public void close() {
    if (sysroot.isPresent()) {
      sysroot.get().close();
    } else {
      repository.close();
    }
  }
}
