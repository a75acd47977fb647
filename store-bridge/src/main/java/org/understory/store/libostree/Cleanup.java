package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;

/** Removes what no deployment needs any more. */
final class Cleanup {
  private static final Fn PREPARE = new Fn("ostree_sysroot_prepare_cleanup", "ippp");
  private static final Fn PRUNE = new Fn("ostree_sysroot_cleanup_prune_repo", "ippppppp");
  private static final Fn REACHABLE = new Fn("ostree_repo_traverse_new_reachable", "p");
  private static final Fn HASH_UNREF = new Fn("g_hash_table_unref", "vp");

  /** OstreeRepoPruneOptions: flags, a hole, reachable, and what is unused. */
  private static final long PRUNE_OPTIONS_BYTES = 128;

  /** OSTREE_REPO_PRUNE_FLAGS_REFS_ONLY, as ostree_sysroot_cleanup has it. */
  private static final int REFS_ONLY = 1 << 1;

  private Cleanup() {}

  /**
   * Removes folders, boot files and refs of deployments that are not in the list any more, and
   * writes refs for those that are; leaves objects.
   */
  static void prepare(NativeSysroot sysroot, Call call, MemorySegment cancellable)
      throws StoreException {
    call.check(PREPARE, sysroot.pointer(), cancellable);
  }

  /** As {@code prepare}, then removes objects: the steps of ostree_sysroot_cleanup. */
  static Pruned all(NativeSysroot sysroot, Cancellation cancellation) throws StoreException {
    MemorySegment reachable = REACHABLE.pointer(); // transfer full
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(Meaning.files(sysroot.path()))) {
      prepare(sysroot, call, cancel.pointer());
      MemorySegment options = call.arena().allocate(PRUNE_OPTIONS_BYTES, Long.BYTES);
      options.set(ValueLayout.JAVA_INT, 0, REFS_ONLY);
      options.set(ValueLayout.ADDRESS, ValueLayout.ADDRESS.byteSize(), reachable);
      MemorySegment total = call.place();
      MemorySegment pruned = call.place();
      MemorySegment bytes = call.place();
      call.check(PRUNE, sysroot.pointer(), options, total, pruned, bytes, cancel.pointer());
      return new Pruned(
          total.get(ValueLayout.JAVA_INT, 0),
          pruned.get(ValueLayout.JAVA_INT, 0),
          bytes.get(ValueLayout.JAVA_LONG, 0));
    } finally {
      HASH_UNREF.run(reachable);
    }
  }
}
