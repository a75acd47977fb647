package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.ArgumentRules;
import org.understory.model.system.Deployment.Unlocked;
import org.understory.model.system.KernelArguments;

/** Changes to the list of deployments of a sysroot, and to one that stays in it. */
final class DeploymentList {
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentList.class);

  private static final Fn WRITE = new Fn("ostree_sysroot_write_deployments_with_options", "ippppp");
  private static final Fn SET_PINNED = new Fn("ostree_sysroot_deployment_set_pinned", "ippip");
  private static final Fn SET_KARGS = new Fn("ostree_sysroot_deployment_set_kargs", "ippppp");
  private static final Fn SET_KARGS_IN_PLACE =
      new Fn("ostree_sysroot_deployment_set_kargs_in_place", "ippppp");
  private static final Fn WRITE_ORIGIN = new Fn("ostree_sysroot_write_origin_file", "ippppp");
  private static final Fn UNLOCK = new Fn("ostree_sysroot_deployment_unlock", "ippipp");

  /** OstreeSysrootWriteDeploymentsOpts: all zero is no cleanup afterwards. */
  private static final long WRITE_OPTIONS_BYTES = 128;

  /**
   * Since this one the running deployment is known by what it is and not by where it is in memory
   * (ostree_deployment_equal in write_deployments).
   */
  private static final int CHANGES_BOOTED_YEAR = 2023;

  private static final int CHANGES_BOOTED = 3;

  private final NativeSysroot sysroot;
  private final Meaning meaning;

  DeploymentList(NativeSysroot sysroot) {
    this.sysroot = sysroot;
    this.meaning = Meaning.files(sysroot.path());
  }

  void write(List<String> ids, Cancellation cancellation) throws StoreException {
    if (new HashSet<>(ids).size() != ids.size()) {
      throw new IllegalArgumentException("a deployment twice: " + ids);
    }
    List<MemorySegment> chosen = chosen(ids);
    MemorySegment array = GLib.array(chosen);
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(meaning)) {
      MemorySegment options = call.arena().allocate(WRITE_OPTIONS_BYTES, Long.BYTES);
      call.attempt(
          WRITE, DeploymentList::isAfterSwap, sysroot.pointer(), array, options, cancel.pointer());
    } finally {
      GLib.unrefArray(array);
    }
  }

  /** In this order; libostree drops a staged one silently that is not first. */
  private List<MemorySegment> chosen(List<String> ids) throws StoreException {
    List<NativeDeployment> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(sysroot.deployment(id));
    }
    if (chosen.stream().allMatch(NativeDeployment::isStaged)) {
      throw new StoreException(new Problem.NoDeploymentLeft());
    }
    if (chosen.stream().skip(1).anyMatch(NativeDeployment::isStaged)) {
      throw new IllegalArgumentException("what is staged boots next: " + ids);
    }
    List<String> present = sysroot.deployments().stream().map(NativeDeployment::id).toList();
    if (chosen.getFirst().isStaged() && ids.size() == present.size() && !ids.equals(present)) {
      sysroot.requireNothingStaged();
    }
    String running = sysroot.booted().map(NativeDeployment::id).orElse("");
    if (!running.isEmpty() && !ids.contains(running)) {
      throw new StoreException(new Problem.BootedDeployment(running));
    }
    return chosen.stream().map(NativeDeployment::pointer).toList();
  }

  /**
   * The first comes from write_deployments_finish, the second from
   * ostree_sysroot_write_deployments_with_options: both after swap_bootloader, when the change is
   * made and what remains can be done another time.
   */
  static boolean isAfterSwap(GError error) {
    boolean after =
        error.message().startsWith("Reloading deployments after commit: ")
            || error.message().startsWith("Performing final cleanup: ");
    if (after) {
      LOG.warn("The deployments are written, but then: {}", error.message());
    }
    return after;
  }

  void setPinned(String id, boolean pinned) throws StoreException {
    NativeDeployment deployment = withOrigin(id);
    if (deployment.isStaged()) {
      throw new StoreException(new Problem.StagedDeployment(id));
    }
    try (Call call = new Call(meaning)) {
      call.check(SET_PINNED, sysroot.pointer(), deployment.pointer(), pinned ? 1 : 0);
    }
  }

  void setKernelArguments(String id, List<String> arguments, Cancellation cancellation)
      throws StoreException {
    ArgumentRules.check(arguments);
    NativeDeployment deployment = sysroot.deployment(id);
    if (deployment.isStaged()) {
      // The other function ends the process for a staged one (g_assert).
      setInPlace(deployment, arguments, cancellation);
      return;
    }
    sysroot.requireNothingStaged();
    if (sysroot.isBooted(deployment) && !Libostree.isAtLeast(CHANGES_BOOTED_YEAR, CHANGES_BOOTED)) {
      setBooted(deployment, arguments, cancellation);
      return;
    }
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(meaning)) {
      call.attempt(
          SET_KARGS,
          DeploymentList::isAfterSwap,
          sysroot.pointer(),
          deployment.pointer(),
          call.strings(arguments),
          cancel.pointer());
    }
  }

  /**
   * For what runs, which an older libostree does not find in the list that it makes with a copy of
   * it ("Attempting to remove booted deployment"). The other function writes the line into the boot
   * entry as it is, so {@code ostree=} has to be in it.
   */
  private void setBooted(NativeDeployment booted, List<String> arguments, Cancellation cancellation)
      throws StoreException {
    List<NativeDeployment> all = sysroot.deployments();
    int index = all.stream().map(NativeDeployment::id).toList().indexOf(booted.id());
    if (!Files.isRegularFile(sysroot.bootEntry(all.size() - index, booted.stateroot()))) {
      // It would make one more entry. Newer versions name them without the stateroot.
      throw new StoreException(new Problem.Unsupported("boot entries of another libostree"));
    }
    List<String> line = new ArrayList<>(arguments);
    KernelArguments.parse(booted.options())
        .value("ostree")
        .ifPresent(own -> line.add("ostree=" + own));
    setInPlace(booted, line, cancellation);
  }

  private void setInPlace(NativeDeployment deployment, List<String> line, Cancellation cancellation)
      throws StoreException {
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(meaning)) {
      call.check(
          SET_KARGS_IN_PLACE,
          sysroot.pointer(),
          deployment.pointer(),
          call.text(String.join(" ", line)),
          cancel.pointer());
    }
  }

  void writeOrigin(String id, String text) throws StoreException {
    NativeDeployment deployment = sysroot.deployment(id);
    try (KeyFileText origin = KeyFileText.origin(text);
        Call call = new Call(meaning)) {
      call.check(
          WRITE_ORIGIN,
          sysroot.pointer(),
          deployment.pointer(),
          origin.pointer(),
          MemorySegment.NULL);
    }
  }

  void unlock(String id, Unlocked kind, Cancellation cancellation) throws StoreException {
    NativeDeployment deployment = withOrigin(id);
    if (!sysroot.isBooted(deployment)) {
      // libostree would lay the overlay over the /usr of whatever runs.
      throw new StoreException(new Problem.NotBooted());
    }
    if (deployment.isUnlocked()) {
      throw new StoreException(new Problem.AlreadyUnlocked(id));
    }
    if (kind == Unlocked.HOTFIX) {
      sysroot.requireNothingStaged(); // it adds a deployment
    }
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(meaning)) {
      call.check(UNLOCK, sysroot.pointer(), deployment.pointer(), state(kind), cancel.pointer());
    }
  }

  /** libostree changes origins in memory and does not ask whether there is one. */
  private NativeDeployment withOrigin(String id) throws StoreException {
    NativeDeployment deployment = sysroot.deployment(id);
    if (!deployment.hasOrigin()) {
      throw new StoreException(new Problem.DeploymentWithoutOrigin(id));
    }
    return deployment;
  }

  /** As OstreeDeploymentUnlockedState numbers them. */
  private static int state(Unlocked kind) {
    return switch (kind) {
      case NONE -> throw new IllegalArgumentException("that is no way to unlock");
      case DEVELOPMENT -> 1;
      case HOTFIX -> 2;
      case TRANSIENT -> 3;
    };
  }
}
