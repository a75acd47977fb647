package org.understory.store.libostree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.understory.model.operation.Problem;

/**
 * What the errors of a pull mean. Most have no code of their own (glnx_throw), so their English
 * words tell; libostree does not translate them.
 *
 * @param disk where it is written to
 */
record PullMeaning(PullRequest request, Path disk) implements Meaning {
  private static final Set<Integer> NETWORK =
      Set.of(
          GError.TIMED_OUT,
          GError.HOST_NOT_FOUND,
          GError.HOST_UNREACHABLE,
          GError.HOST_UNREACHABLE + 1, // NETWORK_UNREACHABLE
          GError.HOST_UNREACHABLE + 2, // CONNECTION_REFUSED
          GError.CONNECTION_CLOSED);

  /** Each with the function that says it. */
  private static final List<String> SIGNATURE =
      List.of(
          "Can't verify commit without detached metadata", // _sign_verify_for_remote's callers
          "no signatures found", // _ostree_repo_verify_gpg…: "GPG verification enabled, but …"
          "No signatures found", // _sign_verify_for_remote, gpg_verify_unwritten_commit
          "Requested signature type is not implemented", // ostree_sign_get_by_name
          "Can't check signature", // ostree_gpg_verify_result_require_valid_signature
          "GPG signatures found, but none are in trusted keyring"); // the same, before 2020

  /** throw_min_free_space_error; the amount as g_format_size writes it. */
  private static final Pattern REQUESTED =
      Pattern.compile("at least ([0-9]+)(?:[.,][0-9])?.([kMGTPE])B requested");

  private static final List<String> DAMAGED =
      List.of(
          "Parsing ", // content_fetch_on_complete
          "Unexpected EOF with ", // create_regular_tmpfile_linkable_with_content
          "fallocate: File too large", // EFBIG, the same for a length that no file can have
          "Corrupted ", // _ostree_compare_object_checksum, meta_fetch_on_complete
          "Commit metadata checksum mismatch"); // process_one_static_delta

  @Override
  public Optional<Problem> of(GError error) {
    String remote = request.remote();
    String said = error.message();
    Optional<Problem> general = Meaning.remote(remote).of(error);
    if (general.isPresent()) {
      return general;
    }
    if (error.domain().equals("ostree-gpg-error-quark") || says(said, SIGNATURE)) {
      return Optional.of(new Problem.SignatureFailed(remote, said));
    }
    // _ostree_compare_timestamps in ostree-core.c
    if (said.contains("is chronologically older than current revision")) {
      return Optional.of(new Problem.OlderCommit(remote));
    }
    // _ostree_repo_verify_bindings in ostree-repo.c
    if (said.contains("in ref binding metadata")) {
      return Optional.of(new Problem.RefBindingMismatch(remote, said));
    }
    // lookup_commit_checksum_and_collection_from_summary in ostree-repo-pull.c
    if (said.contains("No such branch '")) {
      return Optional.of(new Problem.NoSuchBranch(remote, String.join(", ", request.refs())));
    }
    // GZlibDecompressor, whose words GLib translates, has them where the bytes make no sense.
    boolean garbled = error.is(GError.INVALID_DATA) || error.is(GError.PARTIAL_INPUT);
    if (garbled || says(said, DAMAGED) || isMoreThanAnyRoom(said)) {
      return Optional.of(new Problem.DamagedDownload(remote, said));
    }
    // check_multi_info in ostree-fetcher-curl.c
    if (said.contains("While fetching ")
        || said.contains("Server returned HTTP ")
        || (error.domain().equals(GError.IO) && NETWORK.contains(error.code()))) {
      return Optional.of(new Problem.NetworkFailed(remote, said));
    }
    return Optional.empty();
  }

  /** Whether an object says that it is longer than the whole disk, which makes its length a lie. */
  private boolean isMoreThanAnyRoom(String said) {
    Matcher requested = REQUESTED.matcher(said);
    if (!requested.find()) {
      return false;
    }
    int thousands = 1 + "kMGTPE".indexOf(requested.group(2));
    double bytes = Double.parseDouble(requested.group(1)) * Math.pow(1000, thousands);
    try {
      return bytes > Files.getFileStore(disk).getTotalSpace();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean says(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }
}
