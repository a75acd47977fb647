package org.understory.app.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.understory.app.home.Version;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remotes;
import org.understory.model.system.BootLoader;
import org.understory.model.system.SystemSnapshot;
import org.understory.model.system.UpdateService;
import org.understory.store.bootc.Bootc;
import org.understory.store.container.Registry;
import org.understory.store.demo.DemoSystem;
import org.understory.store.endless.EndlessUpdater;
import org.understory.store.engine.ActivityLog;
import org.understory.store.engine.AskingEngine;
import org.understory.store.engine.BisectFile;
import org.understory.store.engine.Engine;
import org.understory.store.engine.HelperEngine;
import org.understory.store.engine.LocalEngine;
import org.understory.store.engine.endless.EndlessEngine;
import org.understory.store.engine.rpmostree.RpmOstreeEngine;
import org.understory.store.journal.SystemJournal;
import org.understory.store.repo.Repository;
import org.understory.store.rpmostree.RpmOstree;
import org.understory.store.sysroot.HostFiles;
import org.understory.store.sysroot.Sysroot;

/**
 * A system that is open for reading. Safe for use by several threads.
 *
 * @param sysroot empty where only a repository was opened
 * @param stagingRefusal as in {@link DemoSystem#stagingRefusal}; empty for any other system
 * @param engine who changes it; empty where nobody can
 * @param registry whom to ask what registries have of images
 * @param opened its {@link #stamps} before anything was read of it
 */
public record OpenSystem(
    SystemChoice choice,
    Repository repository,
    Optional<Sysroot> sysroot,
    Optional<String> stagingRefusal,
    Optional<Engine> engine,
    Registry registry,
    List<Long> opened)
    implements AutoCloseable {
  private static final Path SYSTEM_BUS = Path.of("/run/dbus/system_bus_socket");
  private static final Path HELPER_LOG = Path.of("/var/lib/understory/activity.jsonl");

  /** Characters of a path in the name of a file at most. */
  private static final int MAX_NAME = 100;

  private static final SystemSnapshot NO_DEPLOYMENTS =
      new SystemSnapshot("", "", List.of(), Optional.empty(), List.of(), BootLoader.UNKNOWN);

  /** One of which nothing has been read yet. */
  public OpenSystem(SystemChoice choice, Repository repository, Optional<Sysroot> sysroot) {
    this(
        choice,
        repository,
        sysroot,
        Optional.empty(),
        Optional.empty(),
        Registry.live(),
        stamps(repository, sysroot));
  }

  /** The same system with somebody to change it. */
  public OpenSystem with(Engine changer) {
    return new OpenSystem(
        choice, repository, sysroot, stagingRefusal, Optional.of(changer), registry, opened);
  }

  /** The same system, asking this of registries. */
  public OpenSystem with(Registry asked) {
    return new OpenSystem(choice, repository, sysroot, stagingRefusal, engine, asked, opened);
  }

  /** The same system, reading commits from this repository, which has all of its own and others. */
  public OpenSystem reading(Repository other) {
    return new OpenSystem(
        choice,
        other,
        sysroot.map(it -> it.reading(other)),
        stagingRefusal,
        engine,
        registry,
        opened);
  }

  /** Opens what was chosen; reads files, so never on the thread that draws. */
  public static OpenSystem open(SystemChoice choice) throws StoreException {
    return switch (choice) {
      case SystemChoice.Live live -> of(live, Sysroot.open(Path.of("/"), HostFiles.live()));
      case SystemChoice.Folder folder -> of(folder, Sysroot.open(folder.root(), HostFiles.live()));
      case SystemChoice.Demo demo -> of(demo, refusal(demo), new DemoSystem(demo.folder()).open());
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
      case SystemChoice.Demo demo ->
          of(demo, refusal(demo), new DemoSystem(demo.folder()).open(cache));
      case SystemChoice.BareRepository bare ->
          new OpenSystem(bare, Repository.open(bare.directory(), cache), Optional.empty());
    };
  }

  private static OpenSystem of(SystemChoice choice, Sysroot sysroot) {
    return of(choice, Optional.empty(), sysroot);
  }

  private static OpenSystem of(SystemChoice choice, Optional<String> refusal, Sysroot sysroot) {
    Repository repository = sysroot.repository();
    Optional<Sysroot> open = Optional.of(sysroot);
    return new OpenSystem(
        choice,
        repository,
        open,
        refusal,
        Optional.empty(),
        Registry.live(),
        stamps(repository, open));
  }

  private static Optional<String> refusal(SystemChoice.Demo demo) throws StoreException {
    return new DemoSystem(demo.folder()).stagingRefusal();
  }

  /**
   * Who changes it: nobody where only a repository is open.
   *
   * @param state the folder in which it is written down what was done
   * @param cache the folder with what is known of repositories, so that plans need not measure
   *     anew, and of servers
   */
  public Optional<Engine> engine(Path state, Path cache) {
    String agent = "Understory/" + Version.text();
    return changer(state, cache)
        .map(it -> new AskingEngine(it, sysroot.orElseThrow(), cache, agent));
  }

  private Optional<Engine> changer(Path state, Path cache) {
    return switch (choice) {
      case SystemChoice.Folder(Path root) ->
          Optional.of(
              LocalEngine.ofFolder(root, HostFiles.live(), new ActivityLog(log(state, root)))
                  .remembering(cache));
      case SystemChoice.Demo(Path folder) -> Optional.of(new DemoSystem(folder).engine(cache));
      case SystemChoice.Live _ -> Optional.of(live(cache));
      case SystemChoice.BareRepository _ -> Optional.empty();
    };
  }

  private Engine live(Path cache) {
    Path root = Path.of("/");
    ActivityLog log = new ActivityLog(HELPER_LOG);
    HelperEngine helper =
        new HelperEngine(SYSTEM_BUS, root, HostFiles.live(), log, SystemJournal.live())
            .remembering(cache);
    return leading(SYSTEM_BUS, root, helper, sysroot.orElseThrow());
  }

  /**
   * The engine that leads on the system that runs. A service of the system leads where the bus can
   * start it and it can update what runs. Where bootc leads nothing is layered; rpm-ostree comes
   * before others, for nobody else keeps what it has layered.
   */
  static Engine leading(Path bus, Path root, HelperEngine helper, Sysroot running) {
    Bootc bootc = Bootc.of(root);
    if (leads(bootc, running)) {
      HelperEngine under = helper.under(UpdateService.BOOTC);
      return holdsBack(bootc) ? under.holding() : under;
    }
    RpmOstree daemon = new RpmOstree(bus, root);
    if (daemon.installed()) {
      return new RpmOstreeEngine(daemon, helper.under(UpdateService.RPM_OSTREE), helper);
    }
    EndlessUpdater updater = new EndlessUpdater(bus, root);
    return updater.installed() && updates(running)
        ? new EndlessEngine(updater, helper.under(UpdateService.ENDLESS), helper)
        : helper;
  }

  /** Where that can't be told the worker will, and refuses what it can't do. */
  private static boolean leads(Bootc bootc, Sysroot running) {
    try {
      return bootc.isThere() && bootc.leads(running.snapshot(), running);
    } catch (StoreException unknown) {
      return false;
    }
  }

  private static boolean holdsBack(Bootc bootc) {
    try {
      return bootc.holdsBack(new Cancellation());
    } catch (StoreException untold) {
      return false;
    }
  }

  private static boolean updates(Sysroot running) {
    try {
      return EndlessEngine.leads(running.snapshot());
    } catch (StoreException unread) {
      return false;
    }
  }

  /** What is known of a search for the first bad version; kept in the person's folder for state. */
  public BisectFile search(Path state) {
    String name =
        switch (choice) {
          case SystemChoice.Folder(Path root) -> named(root);
          case SystemChoice.Demo _ -> "demo";
          case SystemChoice.Live _ -> "live";
          case SystemChoice.BareRepository(Path directory) -> named(directory);
        };
    return new BisectFile(state.resolve("bisect").resolve(name + ".json"));
  }

  private static Path log(Path state, Path root) {
    return state.resolve("activity").resolve(named(root) + ".jsonl");
  }

  /** A file for each folder: its path is in the name, as far as a name can hold it. */
  private static String named(Path folder) {
    String path = folder.toAbsolutePath().normalize().toString();
    String name = path.replaceAll("[^\\w.-]", "_");
    String end = name.substring(Math.max(0, name.length() - MAX_NAME));
    return end + "-" + Integer.toHexString(path.hashCode());
  }

  /** Its deployments as they are now; none where only a repository is open. */
  public SystemSnapshot snapshot() throws StoreException {
    return sysroot.isPresent() ? sysroot.get().snapshot() : NO_DEPLOYMENTS;
  }

  /** Where it downloads from as that is now. */
  public Remotes remotes() {
    return sysroot.isPresent() ? sysroot.get().remotes() : repository.remotes(Optional.empty());
  }

  /** As {@link Sysroot#resolve}, or {@link Repository#resolve} where there is no sysroot. */
  public Checksum resolve(String revision) throws StoreException {
    return sysroot.isPresent() ? sysroot.get().resolve(revision) : repository.resolve(revision);
  }

  /**
   * Time stamps that are others once the system has changed: of what {@link Sysroot#watched} names,
   * and of the repository, which libostree touches when a ref moves ({@code
   * _ostree_repo_update_mtime}).
   */
  List<Long> stamps() {
    return stamps(repository, sysroot);
  }

  private static List<Long> stamps(Repository repository, Optional<Sysroot> sysroot) {
    return Stream.concat(
            Stream.of(repository.directory()),
            sysroot.stream().flatMap(open -> open.watched().stream()))
        .map(OpenSystem::stamp)
        .toList();
  }

  /** In nanoseconds since 1970; 0 where there is no such file. */
  private static long stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    } catch (IOException absent) {
      return 0;
    }
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
