package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.ArgumentRules;

/** Makes one deployment, in the steps of {@code ostree admin deploy}. */
final class Deploy {
  private static final Fn LOAD_COMMIT = new Fn("ostree_repo_load_commit", "ippppp");
  private static final Fn VARIANT_UNREF = new Fn("g_variant_unref", "vp");
  private static final Fn DEPLOY_TREE = new Fn("ostree_sysroot_deploy_tree", "ippppppppp");
  private static final Fn STAGE_TREE = new Fn("ostree_sysroot_stage_tree", "ippppppppp");
  private static final Fn WRITE = new Fn("ostree_sysroot_simple_write_deployment", "ippppipp");

  /** OSTREE_REPO_COMMIT_STATE_PARTIAL. */
  private static final int PARTIAL = 1;

  // OstreeSysrootSimpleWriteDeploymentFlags
  private static final int RETAIN = 1;
  private static final int NOT_DEFAULT = 1 << 1;
  private static final int NO_CLEAN = 1 << 2;

  private final NativeSysroot sysroot;
  private final NewDeployment wanted;

  Deploy(NativeSysroot sysroot, NewDeployment wanted) {
    this.sysroot = sysroot;
    this.wanted = wanted;
  }

  /** Gives the id. */
  String run(Cancellation cancellation) throws StoreException {
    check();
    MemorySegment merge = MemorySegment.NULL;
    if (wanted.merge().isPresent()) {
      merge = sysroot.deployment(wanted.merge().get()).pointer();
    }
    try (NativeCancel cancel = new NativeCancel(cancellation);
        KeyFileText origin = KeyFileText.origin(wanted.origin());
        Call call = new Call(Meaning.files(sysroot.path()))) {
      Cleanup.prepare(sysroot, call, cancel.pointer());
      Optional<List<String>> arguments = wanted.kernelArguments();
      MemorySegment made = call.place();
      call.check(
          wanted.stage() ? STAGE_TREE : DEPLOY_TREE,
          sysroot.pointer(),
          call.text(wanted.stateroot()),
          call.text(wanted.commit().hex()),
          origin.pointer(),
          merge,
          arguments.map(call::strings).orElse(MemorySegment.NULL),
          made,
          cancel.pointer());
      MemorySegment deployment = made.get(ValueLayout.ADDRESS, 0); // transfer full
      try {
        if (!wanted.stage()) {
          list(call, deployment, merge, cancel);
        }
        return new NativeDeployment(deployment).id();
      } finally {
        GLib.UNREF.run(deployment);
      }
    }
  }

  private void list(Call call, MemorySegment made, MemorySegment merge, NativeCancel cancel)
      throws StoreException {
    int flags =
        NO_CLEAN | (wanted.retain() ? RETAIN : 0) | (wanted.notAsDefault() ? NOT_DEFAULT : 0);
    call.attempt(
        WRITE,
        DeploymentList::isAfterSwap,
        sysroot.pointer(),
        call.text(wanted.stateroot()),
        made,
        merge,
        flags,
        cancel.pointer());
  }

  private void check() throws StoreException {
    ArgumentRules.check(wanted.kernelArguments().orElse(List.of()));
    String stateroot = wanted.stateroot();
    boolean unsafe =
        List.of("", ".", "..").contains(stateroot)
            || stateroot.indexOf('/') >= 0
            || stateroot.chars().anyMatch(Character::isISOControl);
    if (unsafe || !Files.isDirectory(sysroot.path().resolve("ostree/deploy/" + stateroot))) {
      throw new StoreException(new Problem.UnknownStateroot(stateroot));
    }
    if (wanted.stage() && sysroot.booted().isEmpty()) {
      throw new StoreException(new Problem.NotBooted());
    }
    if (wanted.notAsDefault()) {
      sysroot.requireNothingStaged();
    }
    String commit = wanted.commit().hex();
    Problem missing = new Problem.MissingObject(commit + ".commit");
    Meaning meaning = error -> error.is(GError.NOT_FOUND) ? Optional.of(missing) : Optional.empty();
    try (Call call = new Call(meaning)) {
      MemorySegment variant = call.place();
      MemorySegment state = call.place();
      call.check(LOAD_COMMIT, sysroot.repository(), call.text(commit), variant, state);
      VARIANT_UNREF.run(variant.get(ValueLayout.ADDRESS, 0)); // transfer full
      if ((state.get(ValueLayout.JAVA_INT, 0) & PARTIAL) != 0) {
        throw new StoreException(new Problem.PartialCommit(commit));
      }
    }
  }
}
