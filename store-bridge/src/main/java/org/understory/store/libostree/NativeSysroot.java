package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/**
 * An OstreeSysroot as it is on disk now, for one change. Each change takes a new one: what a failed
 * change leaves in memory is not what is on disk (write_deployments numbers deployments and drops a
 * staged one before it writes), and libostree reads again only where the time stamp of {@code
 * ostree/deploy} differs (ostree_sysroot_load_if_changed).
 */
final class NativeSysroot implements AutoCloseable {
  private static final Fn NEW = new Fn("ostree_sysroot_new", "pp");
  private static final Fn INITIALIZE = new Fn("ostree_sysroot_initialize", "ipp");
  private static final Fn MOUNTS = new Fn("ostree_sysroot_set_mount_namespace_in_use", "vp");
  private static final Fn LOAD = new Fn("ostree_sysroot_load", "ippp");
  private static final Fn TRY_LOCK = new Fn("ostree_sysroot_try_lock", "ippp");
  private static final Fn GET_REPO = new Fn("ostree_sysroot_get_repo", "ipppp");
  private static final Fn DEPLOYMENTS = new Fn("ostree_sysroot_get_deployments", "pp");
  private static final Fn BOOTED = new Fn("ostree_sysroot_get_booted_deployment", "pp");

  private final Path path;
  private final MemorySegment sysroot;
  private MemorySegment repository = MemorySegment.NULL;
  private MemorySegment array = MemorySegment.NULL;

  private NativeSysroot(Path path, MemorySegment sysroot) {
    this.path = path;
    this.sysroot = sysroot;
  }

  /** Opens but does not read. */
  private static NativeSysroot open(Path path, WriterOptions options) throws StoreException {
    // Read when the object is made (ostree_sysroot_init), and by libostree alone.
    Libostree.set(
        "OSTREE_SYSROOT_DEBUG", options.mutableDeployments() ? "mutable-deployments" : "");
    Libostree.set("OSTREE_SYSROOT_OPTS", options.withoutSync() ? "skip-sync" : "");
    try (Call call = new Call(Meaning.files(path))) {
      MemorySegment file = GLib.file(call.arena(), path.toString());
      NativeSysroot opened = new NativeSysroot(path, NEW.pointer(file)); // transfer full
      GLib.UNREF.run(file); // the sysroot has a reference of its own
      try {
        call.check(INITIALIZE, opened.sysroot);
        if (options.privateMounts()) {
          MOUNTS.run(opened.sysroot);
        }
        return opened;
      } catch (StoreException | RuntimeException | Error e) {
        opened.close();
        throw e;
      }
    }
  }

  /**
   * One that holds the lock ({@code ostree/lock}) until it is closed, and does nothing else.
   *
   * @throws StoreException SysrootLocked where another holds it
   */
  static NativeSysroot lock(Path path, WriterOptions options) throws StoreException {
    NativeSysroot opened = open(path, options);
    try (Call call = new Call(Meaning.files(path))) {
      MemorySegment acquired = call.place();
      call.check(TRY_LOCK, opened.sysroot, acquired);
      if (acquired.get(ValueLayout.JAVA_INT, 0) == 0) {
        throw new StoreException(new Problem.SysrootLocked(path.toString()));
      }
      return opened;
    } catch (StoreException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** One with its deployments and its repository. */
  static NativeSysroot load(Path path, WriterOptions options) throws StoreException {
    NativeSysroot opened = open(path, options);
    try (Call call = new Call(Meaning.files(path))) {
      call.check(LOAD, opened.sysroot, MemorySegment.NULL);
      MemorySegment place = call.place();
      call.check(GET_REPO, opened.sysroot, place, MemorySegment.NULL);
      opened.repository = place.get(ValueLayout.ADDRESS, 0); // transfer full
      opened.array = DEPLOYMENTS.pointer(opened.sysroot); // transfer container, owns references
      return opened;
    } catch (StoreException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The OstreeSysroot, which this owns. */
  MemorySegment pointer() {
    return sysroot;
  }

  /** The OstreeRepo, which this owns. */
  MemorySegment repository() {
    return repository;
  }

  /** In boot order. They live as long as this. */
  List<NativeDeployment> deployments() {
    return GLib.elements(array).stream().map(NativeDeployment::new).toList();
  }

  /**
   * The boot entry that this version of libostree writes (install_deployment_kernel).
   *
   * @param place counted from the end of the list, which is 1
   */
  Path bootEntry(int place, String stateroot) {
    return path.resolve("boot/loader/entries/ostree-" + place + "-" + stateroot + ".conf");
  }

  /** The one that runs now, if this sysroot is what the computer runs from. */
  Optional<NativeDeployment> booted() {
    MemorySegment booted = BOOTED.pointer(sysroot); // transfer none
    return GLib.isNull(booted) ? Optional.empty() : Optional.of(new NativeDeployment(booted));
  }

  /**
   * The deployment with this id.
   *
   * @throws StoreException UnknownDeployment
   */
  NativeDeployment deployment(String id) throws StoreException {
    return deployments().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new StoreException(new Problem.UnknownDeployment(id)));
  }

  /** The one that waits for the shutdown; there is none where nothing is booted. */
  Optional<NativeDeployment> staged() {
    return deployments().stream().filter(NativeDeployment::isStaged).findFirst();
  }

  /**
   * Refuses what libostree would not do, or only half, beside a staged deployment that is kept. To
   * see whether a list of the same length differs from the present one,
   * write_deployments_with_options compares each with its neighbour, because only one of the two
   * lists has the staged one in it (seen in 2022.7, and so written still in 2026.4).
   *
   * @throws StoreException StagedInTheWay
   */
  void requireNothingStaged() throws StoreException {
    Optional<NativeDeployment> staged = staged();
    if (staged.isPresent()) {
      throw new StoreException(new Problem.StagedInTheWay(staged.get().id()));
    }
  }

  boolean isBooted(NativeDeployment deployment) {
    return booted().map(NativeDeployment::id).filter(deployment.id()::equals).isPresent();
  }

  @Override
  public void close() {
    if (!GLib.isNull(array)) {
      GLib.unrefArray(array);
    }
    if (!GLib.isNull(repository)) {
      GLib.UNREF.run(repository);
    }
    GLib.UNREF.run(sysroot); // gives back the lock
  }
}
