package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.libostree.PullRequest;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;

/** Pulls of what is bad, from who is bad. */
final class PullFailureTest extends PullFixture {
  @Test
  void a_server_that_is_not_there_is_told() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      writer.addRemote("dead", "http://127.0.0.1:" + free.getLocalPort(), false);
    }
    assertThat(failure(PullRequest.newest("dead", "stable")))
        .isInstanceOfSatisfying(
            Problem.NetworkFailed.class, p -> assertThat(p.remote()).isEqualTo("dead"));
    writer.addRemote("lost", "http://name.invalid/", false);
    assertThat(failure(PullRequest.newest("lost", "stable")))
        .isInstanceOf(Problem.NetworkFailed.class);
  }

  @ParameterizedTest
  @CsvSource({
    ".filez,404",
    ".filez,403",
    ".dirtree,404",
    ".commit,404",
    ".filez,503",
    ".filez,500"
  })
  void a_server_that_lacks_or_refuses_an_object_is_told(String kind, int status) {
    server.breakWith(
        (path, content) -> {
          if (path.endsWith(kind)) {
            throw new RepositoryServer.Refusal(status);
          }
          return content;
        });
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isInstanceOfSatisfying(
            Problem.NetworkFailed.class, p -> assertThat(p.detail()).contains("HTTP " + status));
    assertThat(resolve("far:stable")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".filez", ".dirtree", ".dirmeta", ".commit"})
  void an_object_that_is_cut_off_is_not_taken(String kind) {
    server.breakWith(
        (path, content) ->
            path.endsWith(kind) ? Arrays.copyOf(content, content.length * 2 / 3) : content);
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isInstanceOf(Problem.DamagedDownload.class);
    assertThat(resolve("far:stable")).isEmpty();
    assertThat(fsck()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {".filez", ".dirtree", ".dirmeta", ".commit"})
  void an_object_with_one_wrong_bit_is_not_taken(String kind) {
    // The last ones of a compressed file are its end and the lengths before it.
    for (int from : IntStream.rangeClosed(1, 20).toArray()) {
      server.breakWith(
          (path, content) -> {
            byte[] changed = content.clone();
            if (path.endsWith(kind)) {
              changed[content.length - Math.min(from * from, content.length)] ^= 1;
            }
            return changed;
          });
      assertThat(failure(PullRequest.newest("far", "stable")))
          .as("bit %d bytes before the end", from * from)
          .isInstanceOf(Problem.DamagedDownload.class);
      assertThat(resolve("far:stable")).isEmpty();
    }
    assertThat(fsck()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "0"})
  void a_length_greater_than_the_disk_is_damage_and_no_lack_of_space(String reserve) {
    Command.run(
        "ostree",
        "config",
        "set",
        "--repo=" + sysroot.repository(),
        "core.min-free-space-percent",
        reserve);
    server.breakWith(
        (path, content) -> {
          byte[] changed = content.clone();
          if (path.endsWith(".filez")) {
            // The length, big-endian, after that of the head and what aligns it
            // (_ostree_zlib_file_header_new).
            changed[8] = 0x40;
          }
          return changed;
        });
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isInstanceOf(Problem.DamagedDownload.class);
    assertThat(resolve("far:stable")).isEmpty();
    assertThat(fsck()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {".filez", ".dirtree", ".commit"})
  void a_server_that_hangs_up_in_the_middle_is_told(String kind) {
    server.breakWith(
        (path, content) -> {
          if (path.endsWith(kind)) {
            throw new RepositoryServer.HangUp();
          }
          return content;
        });
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isInstanceOf(Problem.NetworkFailed.class);
    assertThat(fsck()).isZero();
  }

  @Test
  void an_empty_object_is_not_taken() {
    server.breakWith((path, content) -> path.endsWith(".filez") ? new byte[0] : content);
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isInstanceOf(Problem.DamagedDownload.class);
  }

  @Test
  void a_branch_that_the_remote_does_not_have_is_told() {
    assertThat(failure(PullRequest.newest("far", "other")))
        .isInstanceOf(Problem.NetworkFailed.class);
    summary();
    assertThat(failure(PullRequest.newest("far", "other")))
        .isEqualTo(new Problem.NoSuchBranch("far", "other"));
  }

  @Test
  void names_are_checked_before_anything_is_asked() {
    assertThat(failure(PullRequest.newest("nowhere", "stable")))
        .isEqualTo(new Problem.UnknownRemote("nowhere"));
    for (String bad : List.of("", "a'b", "a\n", "../x", "a//b", "far:stable", "<1>")) {
      assertThat(failure(PullRequest.newest("far", bad))).isEqualTo(new Problem.UnsafeName(bad));
      assertThat(failure(PullRequest.newest(bad, "stable"))).isEqualTo(new Problem.UnsafeName(bad));
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_commit_that_is_older_than_what_is_here_is_not_taken() throws StoreException {
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
    PullRequest older =
        new PullRequest(
            "far",
            List.of("stable"),
            Optional.of(commits.get(0)),
            false,
            0,
            Optional.of(commits.get(1)));
    assertThat(failure(older)).isEqualTo(new Problem.OlderCommit("far"));
    assertThat(resolve("far:stable")).contains(commits.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"percent=99", "size=900TB"})
  void what_the_repository_keeps_free_is_left_free(String limit) {
    Command.run(
        "ostree",
        "config",
        "set",
        "--repo=" + sysroot.repository(),
        "core.min-free-space-" + limit.substring(0, limit.indexOf('=')),
        limit.substring(limit.indexOf('=') + 1));
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isEqualTo(new Problem.NoSpace(sysroot.folder().toString()));
  }

  @Test
  void a_commit_of_another_branch_is_not_taken() throws IOException {
    Files.copy(origin.resolve("refs/heads/stable"), origin.resolve("refs/heads/swapped"));
    assertThat(failure(PullRequest.newest("far", "swapped")))
        .isInstanceOf(Problem.RefBindingMismatch.class);
    assertThat(resolve("far:swapped")).isEmpty();
  }

  @Test
  void only_commits_signed_with_a_key_of_the_remote_are_taken() throws Exception {
    byte[] right = key("right");
    byte[] wrong = key("wrong");
    writer.addRemote("signed", server.url(), true);
    PullRequest pull = PullRequest.newest("signed", "stable");
    assertThat(failure(pull)).isInstanceOf(Problem.SignatureFailed.class);
    assertThat(writer.importKey("signed", wrong)).isEqualTo(1);
    assertThat(failure(pull)).isInstanceOf(Problem.SignatureFailed.class);
    sign("right");
    assertThat(failure(pull)).isInstanceOf(Problem.SignatureFailed.class);
    assertThat(resolve("signed:stable")).isEmpty();
    assertThat(writer.importKey("signed", right)).isEqualTo(1);
    writer.pull(pull, NOBODY, NEVER);
    assertThat(resolve("signed:stable")).contains(commits.get(1));
    for (String name : List.of("right", "wrong")) {
      Command.run("gpgconf", "--homedir", home(name).toString(), "--kill", "all");
    }
  }

  @Test
  void a_remote_that_wants_another_kind_of_signature_gets_it_or_nothing() throws Exception {
    Path config = sysroot.repository().resolve("config");
    String key = "6V/iMSCAaILKcvoVWwdCCVKFcDVA9dMpcTr7EwVCAa4=";
    Files.writeString(
        config,
        "\nsign-verify=ed25519\nverification-ed25519-key=" + key + "\n",
        StandardOpenOption.APPEND);
    assertThat(writer.verifies("far")).isTrue();
    assertThat(failure(PullRequest.newest("far", "stable")))
        .isInstanceOf(Problem.SignatureFailed.class);
  }

  /** Makes a key and gives its public half. */
  private byte[] key(String name) throws IOException {
    Path home = home(name);
    Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    gpg(name, "--quick-gen-key", name + "@example.org", "ed25519", "sign", "never");
    return gpg(name, "--export");
  }

  private byte[] gpg(String name, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("gpg", "--homedir", home(name).toString(), "--batch", "--passphrase", ""));
    command.addAll(List.of(arguments));
    return Command.output(command);
  }

  private void sign(String name) {
    Command.run(
        "ostree",
        "gpg-sign",
        "--repo=" + origin,
        "--gpg-homedir=" + home(name),
        commits.get(1).hex(),
        name + "@example.org");
  }

  /** A short path, for the socket of its agent. */
  private Path home(String name) {
    return temp.resolve(name);
  }
}
