package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** One commit on top of another, in the steps of {@code ostree commit}. */
final class TreeCommit {
  private static final Fn PREPARE = new Fn("ostree_repo_prepare_transaction", "ipppp");
  private static final Fn COMMIT = new Fn("ostree_repo_commit_transaction", "ipppp");
  private static final Fn ABORT = new Fn("ostree_repo_abort_transaction", "ippp");
  private static final Fn SET_REF = new Fn("ostree_repo_transaction_set_ref", "vpppp");
  private static final Fn TREE = new Fn("ostree_mutable_tree_new_from_commit", "pppp");
  private static final Fn WALK = new Fn("ostree_mutable_tree_walk", "ippupp");
  private static final Fn REMOVE = new Fn("ostree_mutable_tree_remove", "ippip");
  private static final Fn ADD = new Fn("ostree_repo_write_dfd_to_mtree", "ipippppp");
  private static final Fn WRITE_TREE = new Fn("ostree_repo_write_mtree", "ippppp");
  private static final Fn WRITE = new Fn("ostree_repo_write_commit", "ippppppppp");
  private static final Fn MODIFIER = new Fn("ostree_repo_commit_modifier_new", "pippp");
  private static final Fn LABEL = new Fn("ostree_repo_commit_modifier_set_sepolicy", "vpp");
  private static final Fn MODIFIER_UNREF = new Fn("ostree_repo_commit_modifier_unref", "vp");
  private static final Fn POLICY = new Fn("ostree_sepolicy_new", "pppp");

  private static final MemorySegment NONE = MemorySegment.NULL;

  private final NativeSysroot sysroot;
  private final NewTree wanted;

  TreeCommit(NativeSysroot sysroot, NewTree wanted) {
    this.sysroot = sysroot;
    this.wanted = wanted;
  }

  Checksum run(Cancellation cancellation) throws StoreException {
    MemorySegment repository = sysroot.repository();
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(TreeWriter.missing(wanted.base()).or(Meaning.files(sysroot.path())))) {
      call.check(PREPARE, repository, NONE, cancel.pointer());
      try {
        Checksum made = write(call, cancel);
        SET_REF.run(repository, NONE, call.text(wanted.ref()), call.text(made.hex()));
        call.check(COMMIT, repository, NONE, cancel.pointer());
        return made;
      } catch (StoreException | RuntimeException e) {
        abort(e);
        throw e;
      }
    }
  }

  /** What was written stays in a folder of the transaction, which the next one removes. */
  private void abort(Exception cause) {
    try (Call call = new Call(Meaning.files(sysroot.path()))) {
      call.check(ABORT, sysroot.repository(), NONE);
    } catch (StoreException e) {
      cause.addSuppressed(e);
    }
  }

  private Checksum write(Call call, NativeCancel cancel) throws StoreException {
    MemorySegment repository = sysroot.repository();
    String base = wanted.base().hex();
    MemorySegment tree = call.pointer(TREE, repository, call.text(base)); // transfer full
    try {
      for (String path : wanted.removed()) {
        remove(call, tree, List.of(path.split("/")));
      }
      add(call, tree, cancel);
      MemorySegment place = call.place();
      call.check(WRITE_TREE, repository, tree, place, cancel.pointer());
      MemorySegment root = place.get(ValueLayout.ADDRESS, 0); // transfer full
      try (Variant metadata = Variant.options(metadata())) {
        MemorySegment made = call.place();
        call.check(
            WRITE,
            repository,
            call.text(base),
            call.text(wanted.subject()),
            NONE,
            metadata.pointer(),
            root,
            made,
            cancel.pointer());
        String checksum = GLib.taken(made.get(ValueLayout.ADDRESS, 0));
        return Checksum.parse(checksum)
            .orElseThrow(
                () -> new StoreException(new Problem.LibostreeFailed(WRITE.name(), checksum)));
      } finally {
        GLib.UNREF.run(root);
      }
    } finally {
      GLib.UNREF.run(tree);
    }
  }

  private void remove(Call call, MemorySegment tree, List<String> path) throws StoreException {
    MemorySegment names = GLib.array(path.stream().map(call::text).toList());
    try {
      MemorySegment place = call.place();
      call.check(WALK, tree, names, 0, place); // gives the folder of the last name
      MemorySegment folder = place.get(ValueLayout.ADDRESS, 0); // transfer full
      try {
        call.check(REMOVE, folder, call.text(path.getLast()), 0);
      } finally {
        GLib.UNREF.run(folder);
      }
    } finally {
      GLib.unrefArray(names);
    }
  }

  private void add(Call call, MemorySegment tree, NativeCancel cancel) throws StoreException {
    MemorySegment file = GLib.file(call.arena(), wanted.labels().toString());
    try {
      MemorySegment policy = call.pointer(POLICY, file, cancel.pointer()); // transfer full
      MemorySegment modifier = MODIFIER.pointer(0, NONE, NONE, NONE); // transfer full
      try {
        LABEL.run(modifier, policy); // takes a reference of its own
        call.check(
            ADD,
            sysroot.repository(),
            TreeWriter.NO_FOLDER,
            call.text(wanted.added().toString()),
            tree,
            modifier,
            cancel.pointer());
      } finally {
        MODIFIER_UNREF.run(modifier);
        GLib.UNREF.run(policy);
      }
    } finally {
      GLib.UNREF.run(file);
    }
  }

  private String metadata() {
    List<String> entries = new ArrayList<>();
    wanted
        .texts()
        .forEach(
            (key, text) -> entries.add(Variant.quote(key) + ": <" + Variant.quote(text) + ">"));
    wanted
        .lists()
        .forEach((key, all) -> entries.add(Variant.quote(key) + ": <" + Variant.quote(all) + ">"));
    return String.join(", ", entries);
  }
}
