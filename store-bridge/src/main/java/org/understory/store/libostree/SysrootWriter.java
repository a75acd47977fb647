package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment.Unlocked;

/**
 * Changes a sysroot, by libostree and never by a hand of its own. It holds the sysroot's lock from
 * {@link #open} to {@link #close}, and belongs to one thread at a time.
 *
 * <p>Deployments are named by id, {@code STATEROOT-CHECKSUM.SERIAL}. Every method that takes one
 * throws UnknownDeployment where there is none; all throw NotWritable, ReadOnlyFileSystem, NoSpace
 * or LibostreeFailed, and {@link CancellationException} where they were cancelled, which leaves the
 * list of deployments as it was. libostree ends the process where it finds itself in a state that
 * it thought impossible; what is known to lead there is refused before.
 */
public final class SysrootWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SysrootWriter.class);

  private final Path path;
  private final WriterOptions options;
  private final NativeSysroot lock;
  private boolean closed;

  private SysrootWriter(Path path, WriterOptions options, NativeSysroot lock) {
    this.path = path;
    this.options = options;
    this.lock = lock;
  }

  /**
   * Opens and locks a sysroot, without waiting (ostree_sysroot_try_lock).
   *
   * @throws StoreException LibostreeMissing, LibostreeTooOld, NotASysroot, or SysrootLocked where
   *     another program holds the lock
   * @throws IllegalStateException where mounts are said to be private and are those of the
   *     computer: libostree would remount {@code /sysroot} and {@code /boot} for all
   */
  public static SysrootWriter open(Path sysroot, WriterOptions options) throws StoreException {
    Libostree.prepare();
    if (options.privateMounts() && !Mounts.areOwn()) {
      throw new IllegalStateException("the mounts of this process are not its own");
    }
    if (!Files.isDirectory(sysroot.resolve("ostree/repo"))) {
      throw new StoreException(new Problem.NotASysroot(sysroot.toString()));
    }
    SysrootWriter writer =
        new SysrootWriter(sysroot, options, NativeSysroot.lock(sysroot, options));
    try {
      writer.ids(); // whether it can be read
      return writer;
    } catch (StoreException | RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  /** The version of the installed library; empty where there is none that can be used. */
  public static Optional<String> installedVersion() {
    try {
      Libostree.prepare();
      return Optional.of(Libostree.version());
    } catch (StoreException missing) {
      return Optional.empty();
    }
  }

  /** The version of the installed library, such as {@code 2022.7}. */
  public String libostreeVersion() {
    return Libostree.version();
  }

  /**
   * Whether a power cut in the middle of a change leaves the old or the new system: libostree
   * 2025.2 and newer (ostree#3392).
   */
  public boolean powerSafe() {
    return Libostree.isPowerSafe();
  }

  /** All deployments, in boot order (ostree_sysroot_get_deployments). */
  public List<String> ids() throws StoreException {
    try (NativeSysroot now = load()) {
      return now.deployments().stream().map(NativeDeployment::id).toList();
    }
  }

  /**
   * Keeps these deployments in this order and drops all others
   * (ostree_sysroot_write_deployments_with_options). Objects are left to {@link #cleanup}.
   *
   * @param ids each once; one that is staged only as the first
   * @throws StoreException NoDeploymentLeft where nothing would be left to boot but what is staged,
   *     BootedDeployment where what runs is not among them, StagedInTheWay for a new order of
   *     others beside a staged one that is kept
   */
  public void write(List<String> ids, Cancellation cancellation) throws StoreException {
    try (NativeSysroot now = load()) {
      new DeploymentList(now).write(ids, cancellation);
    }
    tidy();
  }

  /**
   * Keeps a deployment from being dropped by later ones, or ends that
   * (ostree_sysroot_deployment_set_pinned).
   *
   * @throws StoreException StagedDeployment, DeploymentWithoutOrigin
   */
  public void setPinned(String id, boolean pinned) throws StoreException {
    try (NativeSysroot now = load()) {
      new DeploymentList(now).setPinned(id, pinned);
    }
  }

  /**
   * Replaces all kernel arguments of a deployment; libostree adds {@code ostree=} by itself
   * (ostree_sysroot_deployment_set_kargs). Where that is used it also prunes the repository. One
   * that is staged, and before 2023.3 the one that runs, are changed by …_set_kargs_in_place: it
   * writes the boot entry alone, so that boot loaders that read another file (grub.cfg without
   * blscfg) learn of it with the next change of the list; a plan refuses that for the one that
   * runs.
   *
   * @throws StoreException UnsafeKernelArgument, StagedInTheWay for one that is not staged while
   *     another is, Unsupported where the boot entries have names that this version does not give
   */
  public void setKernelArguments(String id, List<String> arguments, Cancellation cancellation)
      throws StoreException {
    try (NativeSysroot now = load()) {
      new DeploymentList(now).setKernelArguments(id, arguments, cancellation);
    }
  }

  /**
   * Makes a deployment that boots next, or as the request says otherwise
   * (ostree_sysroot_deploy_tree and …_simple_write_deployment, or ostree_sysroot_stage_tree).
   * Objects are left to {@link #cleanup}. What is staged is replaced, or dropped; what is staged
   * now is not held back, even if the one before was.
   *
   * @return its id
   * @throws StoreException UnknownStateroot, MissingObject, PartialCommit, UnsafeKernelArgument,
   *     CorruptFile for an origin that is no key file, NotBooted where staging is not possible,
   *     StagedInTheWay for one that is not the default
   */
  public String deploy(NewDeployment request, Cancellation cancellation) throws StoreException {
    Optional<String> before = stagedId();
    try {
      String made = deploy(request, before, cancellation);
      if (request.stage()) {
        FinalizationLock.release(); // that of the one before
      }
      return made;
    } finally {
      tidy(); // after a failure as well: half a deployment takes space
    }
  }

  private String deploy(NewDeployment request, Optional<String> before, Cancellation cancellation)
      throws StoreException {
    try (NativeSysroot now = load()) {
      return new Deploy(now, request).run(cancellation);
    } catch (CancellationException e) {
      // ostree_sysroot_stage_tree reads all again after it has staged, and may stop there.
      Optional<String> staged = stagedId();
      if (!request.stage() || staged.isEmpty() || staged.equals(before)) {
        throw e;
      }
      return staged.get();
    }
  }

  /**
   * Replaces the origin file of a deployment (ostree_sysroot_write_origin_file). Comments are lost.
   * What libostree keeps there itself, such as {@code [libostree-transient] pinned=true}, has to be
   * in the new text to stay.
   *
   * @throws StoreException CorruptFile for what is no key file
   */
  public void writeOrigin(String id, String keyFileText) throws StoreException {
    try (NativeSysroot now = load()) {
      new DeploymentList(now).writeOrigin(id, keyFileText);
    }
  }

  /**
   * Removes files of deployments that are not in the list, then objects that no ref and no
   * deployment needs (ostree_sysroot_prepare_cleanup, ostree_sysroot_cleanup_prune_repo). Waits for
   * others that read or write the repository, up to its {@code lock-timeout-secs}; can be cancelled
   * meanwhile.
   *
   * @throws StoreException SysrootLocked after that time
   */
  public Pruned cleanup(Cancellation cancellation) throws StoreException {
    try (NativeSysroot now = load()) {
      return Cleanup.all(now, cancellation);
    }
  }

  /**
   * Makes {@code /usr} of the running deployment writable (ostree_sysroot_deployment_unlock). It
   * mounts in the name space of this process. A HOTFIX drops what else is in this stateroot and not
   * pinned, also what would have booted next.
   *
   * @throws StoreException NotBooted, AlreadyUnlocked, DeploymentWithoutOrigin, StagedInTheWay for
   *     a HOTFIX, Unsupported where nobody else would see the overlay
   */
  public void unlock(String id, Unlocked kind, Cancellation cancellation) throws StoreException {
    if (options.privateMounts() && !Mounts.reachAll("/usr")) {
      throw new StoreException(new Problem.Unsupported("ostree admin unlock"));
    }
    try (NativeSysroot now = load()) {
      new DeploymentList(now).unlock(id, kind, cancellation);
    }
  }

  /**
   * Whether what is staged is held back at shutdown (ostree_sysroot_change_finalization of 2023.8
   * and newer, before that the file {@code /run/ostree/staged-deployment-locked}).
   *
   * @throws StoreException NothingStaged
   */
  public void setFinalizationLocked(boolean locked) throws StoreException {
    try (NativeSysroot now = load()) {
      FinalizationLock.set(now, locked);
    }
  }

  /**
   * Gets commits from a remote and sets its branches in the repository
   * (ostree_repo_pull_with_options). What came before a failure is kept and not fetched again. When
   * it is cancelled it waits for the answers under way: libostree does not end those, and gives a
   * server that says nothing 30 seconds.
   *
   * @throws StoreException UnknownRemote, UnsafeName, NoSuchBranch, NetworkFailed, DamagedDownload,
   *     SignatureFailed, OlderCommit, RefBindingMismatch
   */
  public void pull(PullRequest request, PullListener progress, Cancellation cancellation)
      throws StoreException {
    try (NativeSysroot now = load()) {
      new Pull(now, request).run(progress, cancellation);
    }
  }

  /**
   * Adds a remote (ostree_repo_remote_add): to {@code /etc/ostree/remotes.d} of the running system,
   * else to the repository's configuration.
   *
   * @throws StoreException UnsafeName, RemoteExists
   */
  public void addRemote(String name, String url, boolean gpgVerify) throws StoreException {
    try (NativeSysroot now = load()) {
      new Remotes(now, name).add(url, gpgVerify);
    }
  }

  /**
   * Removes a remote and its keys, not its branches (ostree_repo_remote_delete).
   *
   * @throws StoreException UnsafeName, UnknownRemote
   */
  public void removeRemote(String name) throws StoreException {
    try (NativeSysroot now = load()) {
      new Remotes(now, name).remove();
    }
  }

  /**
   * Adds OpenPGP keys to those that a remote's commits may be signed with
   * (ostree_repo_remote_gpg_import).
   *
   * @return how many of them were new
   * @throws StoreException UnsafeName, UnknownRemote
   */
  public int importKey(String remote, byte[] keys) throws StoreException {
    try (NativeSysroot now = load()) {
      return new Remotes(now, remote).importKey(keys);
    }
  }

  /**
   * Whether commits of a remote must be signed ({@code gpg-verify} or {@code sign-verify}).
   *
   * @throws StoreException UnsafeName, UnknownRemote
   */
  public boolean verifies(String remote) throws StoreException {
    try (NativeSysroot now = load()) {
      return new Remotes(now, remote).isVerified();
    }
  }

  /**
   * Reads objects and compares each with its checksum (ostree_repo_fsck_object).
   *
   * @param objects their names, such as {@code CHECKSUM.dirtree}
   * @param done hears after each how many were read
   * @return what is wrong with those that are: CorruptObject, MissingObject
   * @throws StoreException UnsafeName, and what keeps the others from being read
   */
  public Map<String, Problem> verifyObjects(
      Collection<String> objects, IntConsumer done, Cancellation cancellation)
      throws StoreException {
    Map<String, Problem> damaged = new LinkedHashMap<>();
    try (NativeSysroot now = load()) {
      Objects repository = new Objects(now);
      int count = 0;
      for (String object : objects) {
        cancellation.check();
        repository.verify(object, cancellation).ifPresent(it -> damaged.put(object, it));
        done.accept(++count);
      }
    }
    return damaged;
  }

  /**
   * Deletes one object (ostree_repo_delete_object), so that a pull gets it anew; the commits that
   * need it are then to be marked.
   *
   * @param object as in {@link #verifyObjects}
   * @throws StoreException UnsafeName, MissingObject
   */
  public void deleteObject(String object, Cancellation cancellation) throws StoreException {
    try (NativeSysroot now = load()) {
      new Objects(now).delete(object, cancellation);
    }
  }

  /** Marks a commit as having all of its objects or not (ostree_repo_mark_commit_partial). */
  public void markCommitPartial(Checksum commit, boolean partial) throws StoreException {
    try (NativeSysroot now = load()) {
      new Objects(now).markPartial(commit, partial);
    }
  }

  /** Checks trees out and commits them, while this holds the lock. */
  public TreeWriter trees() {
    return new TreeWriter(this::load);
  }

  private Optional<String> stagedId() throws StoreException {
    try (NativeSysroot now = load()) {
      return now.staged().map(NativeDeployment::id);
    }
  }

  private NativeSysroot load() throws StoreException {
    if (closed) {
      throw new IllegalStateException("the lock is given back");
    }
    return NativeSysroot.load(path, options);
  }

  /** What can be done as well before the next change, and so may fail. */
  private void tidy() {
    try (NativeSysroot now = load();
        Call call = new Call(Meaning.files(path))) {
      Cleanup.prepare(now, call, MemorySegment.NULL);
    } catch (StoreException e) {
      LOG.warn("Left for the next change to clean up", e);
    }
  }

  /** Gives back the lock; nothing a second time. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      lock.close();
    }
  }
}
