package org.understory.store.libostree;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.history.Variant;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Remote;
import org.understory.model.remote.Signature;
import org.understory.model.remote.Signature.Kind;
import org.understory.model.remote.Signature.State;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.remote.SignatureCheck.Verdict;
import org.understory.store.variant.Serialized;
import org.understory.store.variant.VariantException;
import org.understory.store.variant.VariantReader;
import org.understory.store.variant.VariantType;

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

  private static final VariantType DICTIONARY = VariantType.of("a{sv}");
  private static final String GPG = "ostree.gpgsigs"; // _OSTREE_METADATA_GPGSIGS_NAME
  private static final String ED25519 = "ostree.sign.ed25519"; // OSTREE_SIGN_METADATA_ED25519_KEY

  /** What ostree_sign_ed25519_data_verify says of the key that fits. */
  private static final Pattern KEY = Pattern.compile("key '([0-9a-fA-F]{64})'");

  /** Signatures of one commit; real ones have one or two. */
  private static final int MAX_SIGNATURES = 64;

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
   * Checks one commit.
   *
   * @param commit the bytes of its object, whose checksum has been verified
   * @param detached the bytes of its detached metadata; none if it has none
   */
  public SignatureCheck check(Remote remote, byte[] commit, byte[] detached) {
    List<Signature> signatures = new ArrayList<>();
    Map<String, Variant> metadata = dictionary(detached);
    List<byte[]> gpg = items(metadata, GPG);
    int ed25519 = items(metadata, ED25519).size();
    if (!gpg.isEmpty()) {
      signatures.addAll(openPgp(remote, commit, gpg));
    }
    if (!remote.checks().commits()) {
      addEd25519(signatures, ed25519, State.NOT_CHECKED, "");
      return new SignatureCheck(Verdict.NOT_REQUIRED, signatures, "");
    }
    try (Call call = new Call(error -> Optional.empty());
        Bytes data = Bytes.of(call, commit);
        Bytes extra = Bytes.of(call, detached)) {
      MemorySegment said = call.place();
      call.check(
          VERIFY_COMMIT,
          pointer,
          call.text(remote.name()),
          data.pointer(),
          extra.pointer(),
          0,
          said);
      String words = GLib.taken(said.get(ValueLayout.ADDRESS, 0)); // transfer full
      Matcher key = KEY.matcher(words);
      boolean found = key.find();
      State state = remote.checks().sign() ? State.VALID : State.NOT_CHECKED;
      addEd25519(signatures, ed25519, state, found ? key.group(1) : "");
      return new SignatureCheck(Verdict.TRUSTED, signatures, "");
    } catch (StoreException e) {
      State state = remote.checks().sign() ? State.UNKNOWN_KEY : State.NOT_CHECKED;
      addEd25519(signatures, ed25519, state, "");
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

  /** One of them that fits is enough for libostree, so the others need not be told apart. */
  private static void addEd25519(List<Signature> to, int count, State state, String key) {
    if (count > 0) {
      to.add(new Signature(Kind.ED25519, state, key, Optional.empty(), Optional.empty()));
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

  /** What can't be understood has no signatures; the check of libostree itself then says so. */
  private static Map<String, Variant> dictionary(byte[] detached) {
    try {
      return VariantReader.dictionary(Serialized.of(DICTIONARY, detached));
    } catch (VariantException e) {
      return Map.of();
    }
  }

  private static List<byte[]> items(Map<String, Variant> metadata, String key) {
    List<byte[]> found = new ArrayList<>();
    if (metadata.get(key) instanceof Variant.Array(List<Variant> items)) {
      for (Variant item : items) {
        if (item instanceof Variant.Bytes(List<Byte> bytes) && found.size() < MAX_SIGNATURES) {
          byte[] copy = new byte[bytes.size()];
          for (int i = 0; i < copy.length; i++) {
            copy[i] = bytes.get(i);
          }
          found.add(copy);
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    GLib.UNREF.run(pointer);
  }
}
