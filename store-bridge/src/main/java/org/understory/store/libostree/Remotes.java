package org.understory.store.libostree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.stream.Stream;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.plan.Names;

/** The remotes of a repository. */
final class Remotes {
  private static final Fn ADD = new Fn("ostree_repo_remote_add", "ipppppp");
  private static final Fn DELETE = new Fn("ostree_repo_remote_delete", "ipppp");
  private static final Fn GPG_IMPORT = new Fn("ostree_repo_remote_gpg_import", "ippppppp");
  private static final Fn GPG_VERIFY = new Fn("ostree_repo_remote_get_gpg_verify", "ipppp");
  private static final Fn OPTION = new Fn("ostree_repo_get_remote_option", "ipppppp");
  private static final Fn STREAM = new Fn("g_memory_input_stream_new_from_data", "pplp");

  private final MemorySegment repository;
  private final String name;
  private final Meaning meaning;

  Remotes(NativeSysroot sysroot, String name) throws StoreException {
    Names.requireRemote(name);
    this.repository = sysroot.repository();
    this.name = name;
    this.meaning = Meaning.remote(name).or(Meaning.files(sysroot.path()));
  }

  void add(String url, boolean gpgVerify) throws StoreException {
    Names.requireAddress(url);
    try (Call call = new Call(meaning);
        Variant options = Variant.options("'gpg-verify': <" + gpgVerify + ">")) {
      call.check(
          ADD, repository, call.text(name), call.text(url), options.pointer(), MemorySegment.NULL);
    }
  }

  void remove() throws StoreException {
    try (Call call = new Call(meaning)) {
      call.check(DELETE, repository, call.text(name), MemorySegment.NULL);
    }
  }

  int importKey(byte[] keys) throws StoreException {
    try (Call call = new Call(meaning.or(Remotes::gnupg))) {
      MemorySegment bytes = call.arena().allocateFrom(ValueLayout.JAVA_BYTE, keys);
      // transfer full; it neither copies nor frees the bytes, which outlive it
      MemorySegment stream = STREAM.pointer(bytes, (long) keys.length, MemorySegment.NULL);
      try {
        MemorySegment count = call.place();
        MemorySegment none = MemorySegment.NULL;
        call.check(GPG_IMPORT, repository, call.text(name), stream, none, count, none);
        return count.get(ValueLayout.JAVA_INT, 0);
      } finally {
        GLib.UNREF.run(stream);
      }
    }
  }

  /** libostree has the program gpg read keys; ot_gpgme_throw says what that could not do. */
  private static Optional<Problem> gnupg(GError error) {
    String said = error.message();
    if (said.contains("Invalid crypto engine")) { // GPG_ERR_INV_ENGINE
      return Optional.of(new Problem.MissingTool("gpg"));
    }
    return Stream.of("Unable to import keys", "Unable to list keys", "Unable to export keys")
            .anyMatch(said::contains)
        ? Optional.of(new Problem.NoPublicKey())
        : Optional.empty();
  }

  boolean isVerified() throws StoreException {
    try (Call call = new Call(meaning)) {
      MemorySegment gpg = call.place();
      call.check(GPG_VERIFY, repository, call.text(name), gpg);
      MemorySegment sign = call.place();
      call.check(
          OPTION, repository, call.text(name), call.text("sign-verify"), MemorySegment.NULL, sign);
      // transfer full; a yes or no as of a GKeyFile, or names of kinds of signatures
      String kinds = GLib.taken(sign.get(ValueLayout.ADDRESS, 0));
      return gpg.get(ValueLayout.JAVA_INT, 0) != 0
          || !(kinds.isEmpty() || kinds.equals("false") || kinds.equals("0"));
    }
  }
}
