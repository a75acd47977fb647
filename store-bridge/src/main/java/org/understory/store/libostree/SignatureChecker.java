package org.understory.store.libostree;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.Kind;
import org.understory.model.remote.Signature.State;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.variant.VariantException;

/**
 * Has libostree check signatures with the keys of a repository's remotes; nothing here judges by
 * itself. The commits need not be in the repository. For one thread at a time.
 */
public final class SignatureChecker implements AutoCloseable {
  private static final Fn REPO = new Fn("ostree_repo_new", "pp");
  private static final Fn REPO_OF_SYSROOT = new Fn("ostree_repo_new_for_sysroot_path", "ppp");
  private static final Fn OPEN = new Fn("ostree_repo_open", "ippp");
  private static final Fn VERIFY_COMMIT =
      new Fn("ostree_repo_signature_verify_commit_data", "ippppipp");
  private static final Fn VERIFY_DATA = new Fn("ostree_repo_gpg_verify_data", "ppppppppp");
  private static final Fn VERIFY_SUMMARY = new Fn("ostree_repo_verify_summary", "ppppppp");
  private static final Fn REQUIRE_VALID =
      new Fn("ostree_gpg_verify_result_require_valid_signature", "ipp");

  private static final int NO_SIGNAPI = 1 << 1; // OSTREE_REPO_VERIFY_FLAGS_NO_SIGNAPI

  private final MemorySegment pointer;

  private SignatureChecker(MemorySegment pointer) {
    this.pointer = pointer;
  }

  /** Whether this program has been granted to call libostree, and it is there. */
  public static boolean isPossible() {
    // Asking first keeps a program that was not granted it free of warnings, and of native code.
    return SignatureChecker.class.getModule().isNativeAccessEnabled() && Fn.libraryFound();
  }

  /**
   * Opens a repository for its remotes and their keys.
   *
   * @param sysroot the system that it belongs to, which may hold remotes and keys besides
   * @throws StoreException LibostreeMissing, LibostreeTooOld, or what keeps it from being opened
   */
  public static SignatureChecker open(Path repository, Optional<Path> sysroot)
      throws StoreException {
    Libostree.prepare();
    try (Call call = new Call(Meaning.files(repository))) {
      MemorySegment path = GLib.file(call.arena(), repository.toString());
      MemorySegment root = GLib.file(call.arena(), sysroot.map(Path::toString).orElse("/"));
      // transfer full
      MemorySegment repo =
          sysroot.isPresent() ? REPO_OF_SYSROOT.pointer(path, root) : REPO.pointer(path);
      GLib.UNREF.run(path);
      GLib.UNREF.run(root);
      SignatureChecker opened = new SignatureChecker(repo);
      try {
        call.check(OPEN, repo, MemorySegment.NULL);
        return opened;
      } catch (StoreException | RuntimeException | Error e) {
        opened.close();
        throw e;
      }
    }
  }

  /**
   * Checks one commit by OpenPGP.
   *
   * @param commit the bytes of its object, whose checksum has been verified
   * @param detached the bytes of its detached metadata; none if it has none
   * @param packets the signatures in it
   */
  public SignatureCheck check(Remote remote, byte[] commit, byte[] detached, List<byte[]> packets) {
    List<Signature> signatures = packets.isEmpty() ? List.of() : openPgp(remote, commit, packets);
    if (!remote.checks().gpg()) {
      return new SignatureCheck(Verdict.NOT_REQUIRED, signatures, "");
    }
    try (Call call = new Call(error -> Optional.empty());
        Bytes data = Bytes.of(call, commit);
        Bytes extra = Bytes.of(call, detached)) {
      call.check(
          VERIFY_COMMIT,
          pointer,
          call.text(remote.name()),
          data.pointer(),
          extra.pointer(),
          NO_SIGNAPI,
          MemorySegment.NULL);
      return new SignatureCheck(Verdict.TRUSTED, signatures, "");
    } catch (StoreException e) {
      String words = e.problem() instanceof Problem.LibostreeFailed failed ? failed.detail() : "";
      // gpgme's words for GPG_ERR_INV_ENGINE: the program gpg is not there
      Verdict verdict =
          words.contains("Invalid crypto engine") ? Verdict.NOT_CHECKED : Verdict.REFUSED;
      return new SignatureCheck(verdict, signatures, words);
    }
  }

  /**
   * Checks a summary by OpenPGP ({@code gpg-verify-summary}).
   *
   * @param signatures the bytes of {@code summary.sig}
   * @throws StoreException SignatureFailed
   */
  public void checkSummary(Remote remote, byte[] summary, byte[] signatures) throws StoreException {
    try (Call call =
            new Call(
                error -> Optional.of(new Problem.SignatureFailed(remote.name(), error.message())));
        Bytes data = Bytes.of(call, summary);
        Bytes extra = Bytes.of(call, signatures)) {
      MemorySegment result =
          call.pointer(
              VERIFY_SUMMARY,
              pointer,
              call.text(remote.name()),
              data.pointer(),
              extra.pointer(),
              MemorySegment.NULL);
      try {
        call.check(REQUIRE_VALID, result);
      } finally {
        GLib.UNREF.run(result);
      }
    }
  }

  private List<Signature> openPgp(Remote remote, byte[] commit, List<byte[]> packets) {
    MemorySegment none = MemorySegment.NULL;
    try (Call call = new Call(error -> Optional.empty());
        Bytes data = Bytes.of(call, commit);
        Bytes signatures = Bytes.of(call, joined(packets))) {
      MemorySegment result =
          call.pointer(
              VERIFY_DATA,
              pointer,
              call.text(remote.name()),
              data.pointer(),
              signatures.pointer(),
              none,
              none,
              none);
      try {
        return GpgResult.read(result);
      } finally {
        GLib.UNREF.run(result);
      }
    } catch (StoreException | VariantException e) {
      return List.of(
          new Signature(Kind.OPENPGP, State.NOT_CHECKED, "", Optional.empty(), Optional.empty()));
    }
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Override
  public void close() {
    GLib.UNREF.run(pointer);
  }
}
