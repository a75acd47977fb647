package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.libostree.NewDeployment;
import org.understory.store.libostree.PullListener;
import org.understory.store.libostree.PullProgress;
import org.understory.store.libostree.PullRequest;
import org.understory.store.libostree.SysrootWriter;
import org.understory.store.libostree.WriterOptions;
import org.understory.test.kit.Command;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.TestSysroot;

/** Pulls over HTTP from a repository on this computer that has two commits, and from bad ones. */
final class PullTest {
  private static final Cancellation NEVER = new Cancellation();
  private static final PullListener NOBODY = _ -> {};

  @TempDir Path temp;
  private Path origin;
  private List<Checksum> commits;
  private RepositoryServer server;
  private TestSysroot sysroot;
  private SysrootWriter writer;

  @BeforeEach
  void serveTwoCommits() throws StoreException, IOException {
    origin = temp.resolve("origin");
    Command.run("ostree", "init", "--repo=" + origin, "--mode=archive");
    commits = List.of(commit(1), commit(2));
    server = RepositoryServer.serve(origin);
    sysroot = TestSysroot.create(temp.resolve("sysroot"), "main");
    writer = SysrootWriter.open(sysroot.folder(), WriterOptions.ownFolder());
    writer.addRemote("far", server.url(), false);
  }

  @AfterEach
  void close() {
    writer.close();
    server.close();
  }

  @Test
  void the_newest_commit_of_a_branch_comes_whole_and_can_be_deployed() throws StoreException {
    List<PullProgress> said = new ArrayList<>();
    writer.pull(PullRequest.newest("far", "stable"), said::add, NEVER);
    assertThat(resolve("far:stable")).contains(commits.get(1));
    assertThat(has(commits.get(0))).isFalse();
    PullProgress last = said.getLast();
    assertThat(last.objectsFetched()).isEqualTo(last.objectsRequested()).isGreaterThan(10);
    assertThat(last.metadataFetched()).isPositive().isLessThan(last.objectsFetched());
    assertThat(last.metadataOutstanding()).isZero();
    assertThat(last.bytesTransferred()).isGreaterThan(1000);
    assertThat(last.bytesTotal()).isEmpty();
    assertThat(fsck()).isZero();
    String id = writer.deploy(deployment(commits.get(1)), NEVER);
    assertThat(writer.ids()).containsExactly(id);
  }

  @Test
  void progress_comes_at_most_five_times_a_second_on_the_thread_that_pulls() throws Exception {
    server.breakWith(this::slowly);
    List<Long> times = new ArrayList<>();
    Thread here = Thread.currentThread();
    long begin = System.nanoTime();
    writer.pull(
        PullRequest.newest("far", "stable"),
        _ -> {
          assertThat(Thread.currentThread()).isSameAs(here);
          times.add(System.nanoTime());
        },
        NEVER);
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(times.size()).isGreaterThan(1).isLessThanOrEqualTo((int) (seconds * 5) + 2);
  }

  @Test
  void a_static_delta_tells_how_much_will_come() throws StoreException {
    Command.run("ostree", "static-delta", "generate", "--repo=" + origin, "--empty", "stable");
    summary();
    List<PullProgress> said = new ArrayList<>();
    writer.pull(PullRequest.newest("far", "stable"), said::add, NEVER);
    assertThat(server.asked()).anyMatch(path -> path.startsWith("deltas/"));
    assertThat(said.getLast().bytesTotal()).isPresent();
    assertThat(fsck()).isZero();
  }

  @Test
  void commits_before_come_as_far_as_asked() throws StoreException {
    PullRequest both =
        new PullRequest(
            "far", List.of("stable"), Optional.empty(), false, 1, Optional.empty());
    writer.pull(both, NOBODY, NEVER);
    assertThat(has(commits.get(0))).isTrue();
  }

  @Test
  void an_older_commit_comes_when_asked_for() throws StoreException {
    writer.pull(one(commits.get(0), false), NOBODY, NEVER);
    assertThat(resolve("far:stable")).contains(commits.get(0));
    assertThat(has(commits.get(1))).isFalse();
  }

  @Test
  void a_commit_without_its_files_is_marked_and_not_deployed() throws StoreException {
    writer.pull(one(commits.get(1), true), NOBODY, NEVER);
    assertThat(has(commits.get(1))).isTrue();
    assertThatThrownBy(() -> writer.deploy(deployment(commits.get(1)), NEVER))
        .isInstanceOfSatisfying(
            StoreException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.PartialCommit(commits.get(1).hex())));
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
    writer.deploy(deployment(commits.get(1)), NEVER);
  }

  @Test
  void it_can_be_cancelled_from_another_thread_and_begun_again() throws Exception {
    server.breakWith(this::slowly);
    Cancellation cancellation = new Cancellation();
    long[] asked = new long[1];
    assertThatThrownBy(
            () ->
                writer.pull(
                    PullRequest.newest("far", "stable"),
                    said -> {
                      if (said.objectsFetched() > 0 && asked[0] == 0) {
                        asked[0] = System.nanoTime();
                        Thread.ofPlatform().start(cancellation::cancel);
                      }
                    },
                    cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(System.nanoTime() - asked[0]).isLessThan(TimeUnit.SECONDS.toNanos(2));
    assertThat(resolve("far:stable")).isEmpty();
    server.breakWith((_, content) -> content);
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
    assertThat(fsck()).isZero();
  }

  /** Requests under way are waited for (pull_termination_condition); no new ones are made. */
  @Test
  void after_a_cancel_nothing_new_is_asked_for() throws StoreException {
    Cancellation cancellation = new Cancellation();
    server.breakWith(
        (path, content) -> {
          if (path.endsWith(".commit")) {
            cancellation.cancel();
            Thread.sleep(300);
          }
          return content;
        });
    assertThatThrownBy(
            () -> writer.pull(PullRequest.newest("far", "stable"), NOBODY, cancellation))
        .isInstanceOf(CancellationException.class);
    assertThat(server.asked())
        .filteredOn(path -> path.startsWith("objects/"))
        .allMatch(path -> path.contains(".commit"));
    assertThat(resolve("far:stable")).isEmpty();
  }

  /**
   * libostree waits for the first files ({@code summary}, {@code config}) without looking whether it
   * was cancelled (_ostree_fetcher_mirrored_request_to_membuf_once): until the server hangs up, or 30
   * seconds pass with less than 1000 bytes in each.
   */
  @Test
  void a_server_that_does_not_answer_at_all_is_left_when_it_hangs_up() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      writer.addRemote("silent", "http://127.0.0.1:" + silent.getLocalPort(), false);
      Thread.ofPlatform()
          .start(
              () -> {
                try (var _ = silent.accept()) {
                  cancellation.cancel();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertThatThrownBy(
              () -> writer.pull(PullRequest.newest("silent", "stable"), NOBODY, cancellation))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void what_the_listener_throws_ends_the_pull_and_not_the_process() throws StoreException {
    IllegalStateException thrown = new IllegalStateException("mine");
    assertThatThrownBy(
            () ->
                writer.pull(
                    PullRequest.newest("far", "stable"),
                    _ -> {
                      throw thrown;
                    },
                    NEVER))
        .isSameAs(thrown);
    writer.pull(PullRequest.newest("far", "stable"), NOBODY, NEVER);
  }

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
  @CsvSource({".filez,404", ".filez,403", ".dirtree,404", ".commit,404", ".filez,503", ".filez,500"})
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
    for (int from : List.of(1, 2, 4)) {
      server.breakWith(
          (path, content) -> {
            byte[] changed = content.clone();
            if (path.endsWith(kind)) {
              changed[content.length - content.length / from] ^= 1;
            }
            return changed;
          });
      assertThat(failure(PullRequest.newest("far", "stable")))
          .as("bit at 1 - 1/%d", from)
          .isInstanceOf(Problem.DamagedDownload.class);
      assertThat(resolve("far:stable")).isEmpty();
    }
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

  private byte[] slowly(String path, byte[] content) throws InterruptedException {
    if (path.startsWith("objects/")) {
      Thread.sleep(150);
    }
    return content;
  }

  private PullRequest one(Checksum commit, boolean commitOnly) {
    return new PullRequest(
        "far", List.of("stable"), Optional.of(commit), commitOnly, 0, Optional.empty());
  }

  private Problem failure(PullRequest request) {
    try {
      writer.pull(request, NOBODY, NEVER);
      throw new AssertionError("nothing failed");
    } catch (StoreException e) {
      return e.problem();
    }
  }

  private static NewDeployment deployment(Checksum commit) {
    return new NewDeployment(
        "main",
        commit,
        "[origin]\nrefspec=far:stable\n",
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false);
  }

  /** A bootable tree with a few files, an hour after the one before. */
  private Checksum commit(int number) throws IOException {
    Path tree = temp.resolve("tree");
    Map<String, String> files =
        Map.of(
            "usr/lib/modules/6.1/vmlinuz", "kernel",
            "usr/lib/modules/6.1/initramfs.img", "initramfs",
            "usr/etc/version", "" + number,
            "usr/lib/os-release", "NAME=Test\nID=test\nVERSION_ID=1\n",
            "usr/bin/a", "a".repeat(5000) + number,
            "usr/bin/b", "b".repeat(100),
            "usr/share/doc/c/readme", "c");
    for (var each : files.entrySet()) {
      Path file = tree.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }
    return Checksum.parse(
            Command.run(
                    "ostree",
                    "commit",
                    "--repo=" + origin,
                    "--branch=stable",
                    "--tree=dir=" + tree,
                    "--timestamp=@" + (1_700_000_000 + 3600 * number),
                    "--fsync=no")
                .strip())
        .orElseThrow();
  }

  private void summary() {
    Command.run("ostree", "summary", "--update", "--repo=" + origin);
  }

  /** Makes a key and gives its public half. */
  private byte[] key(String name) throws IOException {
    Path home = home(name);
    Files.createDirectory(
        home,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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

  private Optional<Checksum> resolve(String ref) {
    Command.Result result =
        Command.attempt(
            List.of("ostree", "rev-parse", "--repo=" + sysroot.repository(), ref));
    return result.status() == 0 ? Checksum.parse(result.text()) : Optional.empty();
  }

  private boolean has(Checksum commit) {
    return Command.attempt(
                List.of("ostree", "show", "--repo=" + sysroot.repository(), commit.hex()))
            .status()
        == 0;
  }

  private int fsck() {
    return Command.attempt(List.of("ostree", "fsck", "--repo=" + sysroot.repository())).status();
  }
}
