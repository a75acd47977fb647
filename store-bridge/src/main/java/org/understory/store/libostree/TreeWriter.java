package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;

/** Checks trees out of the repository of a sysroot and commits others, under its lock. */
public final class TreeWriter {
  private static final Fn CHECK_OUT = new Fn("ostree_repo_checkout_at", "ippipppp");
  private static final Fn SET_REF = new Fn("ostree_repo_set_ref_immediate", "ipppppp");

  /** OstreeRepoCheckoutAtOptions, all of it zero: with owners, rights and attributes. */
  private static final long OPTIONS_BYTES = 256;

  /** Paths are absolute (AT_FDCWD). */
  static final int NO_FOLDER = -100;

  private final Loading sysroot;

  TreeWriter(Loading sysroot) {
    this.sysroot = sysroot;
  }

  /** Reads the sysroot anew. */
  @FunctionalInterface
  interface Loading {
    NativeSysroot load() throws StoreException;
  }

  /**
   * Lays the tree of a commit out in a folder that is not there yet (ostree_repo_checkout_at).
   * Where it can, which is in a {@code bare} repository on the same file system, each file is a
   * hard link to its object: nothing may ever be written to it.
   */
  public void checkOut(Checksum commit, Path folder, Cancellation cancellation)
      throws StoreException {
    try (NativeSysroot now = sysroot.load();
        NativeCancel cancel = new NativeCancel(cancellation);
        Call call = new Call(missing(commit).or(Meaning.files(folder)))) {
      call.check(
          CHECK_OUT,
          now.repository(),
          call.arena().allocate(OPTIONS_BYTES, Long.BYTES),
          NO_FOLDER,
          call.text(folder.toString()),
          call.text(commit.hex()),
          cancel.pointer());
    }
  }

  /**
   * Commits a tree on top of another, which is not read again, and moves a branch to it; all of
   * that or nothing.
   */
  public Checksum commit(NewTree tree, Cancellation cancellation) throws StoreException {
    try (NativeSysroot now = sysroot.load()) {
      return new TreeCommit(now, tree).run(cancellation);
    }
  }

  /**
   * Sets a branch of this computer's own, or removes it (ostree_repo_set_ref_immediate).
   *
   * @param commit empty to remove it
   */
  public void setRef(String ref, Optional<Checksum> commit) throws StoreException {
    MemorySegment none = MemorySegment.NULL;
    try (NativeSysroot now = sysroot.load();
        Call call = new Call(Meaning.files(now.path()))) {
      MemorySegment checksum = commit.map(each -> call.text(each.hex())).orElse(none);
      call.check(SET_REF, now.repository(), none, call.text(ref), checksum, none);
    }
  }

  static Meaning missing(Checksum commit) {
    Problem problem = new Problem.MissingObject(commit.hex() + ".commit");
    return error ->
        error.is(GError.NOT_FOUND) && error.message().contains(commit.hex())
            ? Optional.of(problem)
            : Optional.empty();
  }
}
