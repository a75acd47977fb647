package org.understory.store.libostree;

import java.util.Map;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** One object of a repository, checked and repaired as {@code ostree fsck} does. */
final class Objects {
  private static final Fn FSCK = new Fn("ostree_repo_fsck_object", "ipippp");
  private static final Fn DELETE = new Fn("ostree_repo_delete_object", "ipippp");
  private static final Fn MARK = new Fn("ostree_repo_mark_commit_partial", "ippip");

  /** OstreeObjectType by what ostree_object_type_to_string says. */
  private static final Map<String, Integer> TYPES =
      Map.of("file", 1, "dirtree", 2, "dirmeta", 3, "commit", 4);

  private final NativeSysroot sysroot;

  Objects(NativeSysroot sysroot) {
    this.sysroot = sysroot;
  }

  /** What is wrong with it, CorruptObject or MissingObject; empty where nothing is. */
  Optional<Problem> verify(String object, Cancellation cancellation) throws StoreException {
    try {
      call(FSCK, object, cancellation);
      return Optional.empty();
    } catch (StoreException e) {
      if (e.problem() instanceof Problem.CorruptObject
          || e.problem() instanceof Problem.MissingObject) {
        return Optional.of(e.problem());
      }
      throw e;
    }
  }

  void delete(String object, Cancellation cancellation) throws StoreException {
    call(DELETE, object, cancellation);
  }

  void markPartial(Checksum commit, boolean partial) throws StoreException {
    try (Call call = new Call(Meaning.files(sysroot.path()))) {
      call.check(MARK, sysroot.repository(), call.text(commit.hex()), partial ? 1 : 0);
    }
  }

  private void call(Fn function, String object, Cancellation cancellation) throws StoreException {
    int dot = object.indexOf('.');
    Optional<Checksum> checksum = Checksum.parse(dot < 0 ? "" : object.substring(0, dot));
    Integer type = TYPES.get(object.substring(dot + 1));
    if (checksum.isEmpty() || type == null) {
      throw new StoreException(new Problem.UnsafeName(object));
    }
    try (NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(meaning(object).or(Meaning.files(sysroot.path())))) {
      call.check(
          function, sysroot.repository(), type, call.text(checksum.get().hex()), cancel.pointer());
    }
  }

  private static Meaning meaning(String object) {
    return error -> {
      if (error.is(GError.NOT_FOUND)) {
        return Optional.of(new Problem.MissingObject(object));
      }
      // _ostree_compare_object_checksum in ostree-core.c
      if (error.message().contains("Corrupted ")
          && error.message().contains(" object; checksum expected='")) {
        return Optional.of(new Problem.CorruptObject(object, Flaw.CHECKSUM_MISMATCH));
      }
      return Optional.empty();
    };
  }
}
