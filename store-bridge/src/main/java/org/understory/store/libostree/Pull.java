package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Names;

/** One pull (ostree_repo_pull_with_options). */
final class Pull {
  private static final Fn PULL = new Fn("ostree_repo_pull_with_options", "ipppppp");
  private static final Fn CONTEXT = new Fn("g_main_context_new", "p");
  private static final Fn CONTEXT_UNREF = new Fn("g_main_context_unref", "vp");
  private static final Fn PUSH = new Fn("g_main_context_push_thread_default", "vp");
  private static final Fn POP = new Fn("g_main_context_pop_thread_default", "vp");

  /** OSTREE_REPO_PULL_FLAGS_COMMIT_ONLY. */
  private static final int COMMIT_ONLY = 1 << 1;

  private final NativeSysroot sysroot;
  private final PullRequest request;

  Pull(NativeSysroot sysroot, PullRequest request) throws StoreException {
    Names.requireRemote(request.remote());
    for (String ref : request.refs()) {
      Names.requireRef(ref);
    }
    this.sysroot = sysroot;
    this.request = request;
  }

  void run(PullListener listener, Cancellation cancellation) throws StoreException {
    // The pull runs the default context of its thread, and progress comes from there.
    MemorySegment context = CONTEXT.pointer(); // transfer full
    PUSH.run(context);
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Variant options = Variant.options(options());
        NativeProgress progress = new NativeProgress(listener, cancel);
        Call call =
            new Call(new PullMeaning(request, sysroot.path()).or(Meaning.files(sysroot.path())))) {
      try {
        call.check(
            PULL,
            sysroot.repository(),
            call.text(request.remote()),
            options.pointer(),
            progress.pointer(),
            cancel.pointer());
      } finally {
        progress.finish();
      }
    } finally {
      POP.run(context);
      CONTEXT_UNREF.run(context);
    }
  }

  private String options() {
    List<String> options = new ArrayList<>();
    options.add("'refs': <" + Variant.quote(request.refs()) + ">");
    request
        .commit()
        .ifPresent(
            it -> options.add("'override-commit-ids': <" + Variant.quote(List.of(it.hex())) + ">"));
    options.add("'flags': <@i " + (request.commitOnly() ? COMMIT_ONLY : 0) + ">");
    options.add("'depth': <@i " + request.depth() + ">");
    options.add("'update-frequency': <@u " + NativeProgress.MILLISECONDS + ">");
    request
        .newerThan()
        .ifPresent(it -> options.add("'timestamp-check-from-rev': <'" + it.hex() + "'>"));
    return String.join(", ", options);
  }
}
