package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.ServerFault;
import org.understory.model.operation.StoreException;
import org.understory.model.remote.Branch;
import org.understory.model.remote.BranchList;
import org.understory.model.remote.SignatureCheck;
import org.understory.model.tree.TreeEntry;
import org.understory.store.remote.Limits;
import org.understory.store.remote.RemoteHistory;
import org.understory.store.remote.Together;
import org.understory.store.repo.Repository;
import org.understory.test.kit.RemoteLab;
import org.understory.test.kit.RepositoryServer;
import org.understory.test.kit.SignApiLab;

/** What is on a server and not here, beside what ostree says of the server's own repository. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RemoteHistoryTest {
  private static final Cancellation NEVER = new Cancellation();

  private RemoteLab whole;
  private RemoteLab lab;
  private List<Checksum> commits;

  /** Three versions, of which the first is here, and a branch that is not. */
  @BeforeAll
  void make(@TempDir Path temp) {
    whole = new RemoteLab(temp);
    String large = "x".repeat(100_000);
    commits =
        List.of(
            whole.commit("os/stable", 1, "usr/bin/a=one", "usr/bin/b=same", "usr/lib/c/d=" + large),
            whole.commit("os/stable", 2, "usr/bin/a=two", "usr/bin/b=same", "usr/lib/c/d=" + large),
            whole.commit("os/stable", 3, "usr/bin/a=three", "usr/bin/b=same", "usr/bin/new=n"));
    whole.commit("os/next", 4, "usr/bin/a=next");
    whole.here().ostree("pull", "far", "os/stable@" + commits.getFirst().hex());
    whole.origin().ostree("summary", "--update");
  }

  @AfterAll
  void end() {
    whole.close();
  }

  @BeforeEach
  void serve(@TempDir Path temp) {
    lab = whole.copy(temp);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void branches_are_those_of_the_summary() throws StoreException {
    try (RemoteHistory far = lab.open()) {
      BranchList list = far.branches(List.of());

      assertThat(list.complete()).isTrue();
      assertThat(list.problems()).isEmpty();
      assertThat(list.modified()).isPresent();
      assertThat(list.branches().stream().map(Branch::name))
          .containsExactly("os/next", "os/stable");
      for (Branch branch : list.branches()) {
        assertThat(branch.newest().hex())
            .isEqualTo(lab.origin().ostree("rev-parse", branch.name()));
      }
      assertThat(list.find("os/stable").orElseThrow().timestamp()).contains(1_700_010_800L);
    }
  }

  @Test
  void without_a_summary_those_known_here_are_asked_for() throws StoreException, IOException {
    Files.delete(lab.origin().path().resolve("summary"));

    try (RemoteHistory far = lab.open()) {
      BranchList list = far.branches(List.of("os/next", "os/gone"));

      assertThat(list.complete()).isFalse();
      assertThat(list.branches().stream().map(Branch::name))
          .containsExactly("os/next", "os/stable");
      assertThat(far.resolve("far:os/stable")).contains(commits.getLast());
    }
  }

  @Test
  void older_versions_are_read_by_their_parents_until_the_server_has_none() throws Exception {
    try (RemoteHistory far = lab.open()) {
      assertThat(history(far)).containsExactlyElementsOf(commits.reversed());
      assertThat(far.resolve("far:os/stable^")).contains(commits.get(1));
      assertThat(far.resolve(commits.getLast().hex() + "^^")).contains(commits.getFirst());
      assertThat(far.resolve("near:os/stable")).isEmpty();
      assertThat(problem(() -> far.resolve("far:os/none")))
          .isEqualTo(new Problem.NoSuchBranch("far", "os/none"));
    }
    Files.delete(lab.origin().object(commits.get(1), "commit"));
    lab.here().ostree("refs", "--delete", "far:os/stable");
    try (RemoteHistory far = lab.open()) {
      // The one between is still in the cache: what was read once is here.
      assertThat(history(far)).hasSize(3);
    }
  }

  @Test
  void a_version_that_is_not_here_differs_as_it_does_on_the_server() throws StoreException {
    try (RemoteHistory far = lab.open();
        Repository origin = lab.origin().open()) {
      List<String> before = lab.server().asked();
      Checksum from = commits.getFirst();
      Checksum to = commits.getLast();

      assertThat(far.repository().diff(from, to, "/", true, NEVER))
          .isEqualTo(origin.diff(from, to, "/", true, NEVER));
      List<String> asked = lab.server().asked().subList(before.size(), lab.server().asked().size());
      assertThat(asked.stream().filter(it -> it.endsWith(".filez")).count())
          .as("headers of what differs and nothing else")
          .isEqualTo(2);
    }
  }

  @Test
  void a_version_can_be_named_as_soon_as_it_has_been_read() throws StoreException {
    Checksum newest = commits.getLast();
    try (RemoteHistory far = lab.open()) {
      far.repository().commit(newest);

      assertThat(far.repository().resolve(newest.hex())).isEqualTo(newest);
    }
  }

  @Test
  void its_tree_and_files_are_those_of_the_server() throws Exception {
    try (RemoteHistory far = lab.open();
        Repository origin = lab.origin().open()) {
      Checksum to = commits.get(1);
      List<TreeEntry> expected = new ArrayList<>();
      List<TreeEntry> seen = new ArrayList<>();
      origin.walk(to, "/", expected::add, problem -> {}, NEVER);
      far.repository().walk(to, "/", seen::add, RemoteHistoryTest::none, NEVER);

      assertThat(seen).isEqualTo(expected).isNotEmpty();
      assertThat(far.repository().list(to, "/usr/bin")).isEqualTo(origin.list(to, "/usr/bin"));
      TreeEntry file = far.repository().entry(to, "/usr/bin/a");
      assertThat(file).isEqualTo(origin.entry(to, "/usr/bin/a"));
      assertThat(far.repository().content(file.checksum()).readAllBytes())
          .isEqualTo("two".getBytes());
    }
  }

  @Test
  void what_was_fetched_once_is_kept_for_this_user_alone() throws Exception {
    try (RemoteHistory far = lab.open()) {
      readAll(far);
    }
    int asked = lab.server().asked().size();
    lab.server()
        .breakWith(
            (path, content) -> {
              throw new RepositoryServer.Refusal(500);
            });

    try (RemoteHistory far = lab.open()) {
      readAll(far);
    }
    assertThat(lab.server().asked()).hasSize(asked);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.cache())))
        .isEqualTo("rwx------");
    assertThat(Files.walk(lab.cache()).filter(it -> it.toString().endsWith(".unfinished")))
        .isEmpty();
  }

  @Test
  void what_is_damaged_in_the_cache_is_fetched_again() throws Exception {
    try (RemoteHistory far = lab.open()) {
      readAll(far);
    }
    try (var files = Files.walk(lab.cache())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, RemoteLab.damaged(Files.readAllBytes(file)));
      }
    }
    try (RemoteHistory far = lab.open()) {
      readAll(far);
    }
  }

  @Test
  void signatures_of_several_commits_are_asked_for_at_once() throws Exception {
    for (Checksum each : commits) {
      SignApiLab.attach(lab.origin().object(each, "commitmeta"), new byte[64]);
    }
    CyclicBarrier both = new CyclicBarrier(2);
    lab.server()
        .breakWith(
            (path, content) -> {
              if (path.endsWith(".commitmeta")) {
                meet(both);
              }
              return content;
            });
    try (RemoteHistory far = lab.open()) {
      List<SignatureCheck> checks = new CopyOnWriteArrayList<>();
      Together.all(
          commits.stream().skip(1).map(each -> () -> checks.add(check(far, each))),
          new Cancellation());
      assertThat(checks).hasSize(2).allMatch(it -> !it.signatures().isEmpty());
    }
  }

  private static SignatureCheck check(RemoteHistory far, Checksum commit) {
    try {
      return far.signatures(commit);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private static void meet(CyclicBarrier all) throws InterruptedException, RepositoryServer.HangUp {
    try {
      all.await(20, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new RepositoryServer.HangUp();
    }
  }

  @Test
  void who_stops_while_branches_are_described_is_told_nothing() throws Exception {
    lab.origin().ostree("summary", "--update");
    Cancellation cancellation = new Cancellation();
    try (RemoteHistory far = lab.open(Limits.USUAL, cancellation)) {
      BranchList list = far.branches(List.of());
      BranchList bare =
          new BranchList(
              list.branches().stream()
                  .map(it -> new Branch(it.name(), it.newest(), Optional.empty(), Optional.empty()))
                  .toList(),
              true,
              list.signed(),
              list.modified(),
              List.of());
      lab.server()
          .breakWith(
              (path, content) -> {
                cancellation.cancel();
                return content;
              });
      assertThatThrownBy(() -> far.described(bare, List.of()))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void nothing_is_used_that_is_not_what_its_checksum_says() {
    lab.server()
        .breakWith(
            (path, content) -> path.startsWith("objects/") ? RemoteLab.damaged(content) : content);

    String hex = commits.getLast().hex();
    String file = "/objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + ".commit";
    assertThat(problem(this::readAll))
        .isEqualTo(new Problem.DamagedDownload("far", lab.server().url() + file));
    assertThat(lab.cache().toFile()).doesNotExist();
  }

  @Test
  void a_file_that_is_not_what_its_checksum_says_is_not_handed_out() {
    lab.server()
        .breakWith(
            (path, content) -> path.endsWith(".filez") ? RemoteLab.damaged(content) : content);

    assertThat(problem(this::readAll)).isInstanceOf(Problem.DamagedDownload.class);
    lab.server().breakWith((path, content) -> path.endsWith(".filez") ? new byte[3] : content);
    assertThat(problem(this::readAll)).isInstanceOf(Problem.DamagedDownload.class);
  }

  @Test
  void objects_come_from_the_content_address_and_everything_from_a_folder() throws Exception {
    try (RepositoryServer other = RepositoryServer.serve(lab.origin().path())) {
      lab.set("contenturl", other.url());
      try (RemoteHistory far = lab.open()) {
        readAll(far);
      }
      assertThat(other.asked()).isNotEmpty().allMatch(path -> path.startsWith("objects/"));
    }
    lab.here().ostree("config", "unset", "--group=remote \"far\"", "contenturl");
    lab.set("url", "file://" + lab.origin().path());
    lab.server().close();
    try (RemoteHistory far = lab.open()) {
      readAll(far);
    }
  }

  @Test
  void a_folder_that_can_not_be_read_is_named() throws Exception {
    Path summary = lab.origin().path().resolve("summary");
    lab.set("url", "file://" + lab.origin().path());
    Files.deleteIfExists(summary);
    // It says of itself that it is a file, and gives nothing to anybody.
    Files.createSymbolicLink(summary, Path.of("/proc/self/mem"));
    assertThat(problem(() -> lab.open().branches(List.of())))
        .isEqualTo(new Problem.InputOutput(summary.toString(), "Input/output error"));
    Files.delete(summary);

    lab.set("url", "file:///a%00b");
    assertThat(problem(() -> lab.open().branches(List.of())))
        .extracting(it -> ((Problem.ServerFailed) it).fault())
        .isEqualTo(ServerFault.BAD_ADDRESS);
  }

  @Test
  void a_remote_that_only_libostree_can_use_is_said_to_be_one() {
    lab.set("unconfigured-state", "Buy a subscription");
    assertThat(problem(() -> lab.open()))
        .isEqualTo(new Problem.UnsupportedRemote("far", "Buy a subscription"));
    lab.here().ostree("config", "unset", "--group=remote \"far\"", "unconfigured-state");
    lab.set("proxy", "socks5://127.0.0.1:1");
    assertThat(problem(() -> lab.open())).isEqualTo(new Problem.UnsupportedRemote("far", "proxy"));
    lab.here().ostree("config", "unset", "--group=remote \"far\"", "proxy");
    lab.here().ostree("config", "unset", "--group=remote \"far\"", "url");
    assertThat(problem(() -> lab.open())).isEqualTo(new Problem.UnsupportedRemote("far", "url"));
  }

  @Test
  void a_cancellation_ends_what_waits_for_the_server() throws Exception {
    Cancellation cancellation = new Cancellation();
    lab.server()
        .breakWith(
            (path, content) -> {
              cancellation.cancel();
              Thread.sleep(60_000);
              return content;
            });

    try (RemoteHistory far = lab.open(Limits.USUAL, cancellation)) {
      assertThat(catchThrowableOfType(CancellationException.class, () -> far.branches(List.of())))
          .isNotNull();
    }
  }

  private void readAll() throws Exception {
    try (RemoteHistory far = lab.open()) {
      readAll(far);
    }
  }

  private void readAll(RemoteHistory far) throws Exception {
    Checksum to = commits.getLast();
    far.repository().commit(to);
    for (String path : List.of("/usr/bin/a", "/usr/bin/new")) {
      Checksum file = far.repository().entry(to, path).checksum();
      far.repository().content(file).readAllBytes();
    }
  }

  private List<Checksum> history(RemoteHistory far) throws StoreException {
    List<Commit> found = new ArrayList<>();
    far.repository()
        .history(List.of(far.newest("os/stable")), found::add, RemoteHistoryTest::none, NEVER);
    return found.stream().map(Commit::checksum).toList();
  }

  private static void none(Problem problem) {
    throw new AssertionError(problem.toString());
  }

  private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    return catchThrowableOfType(StoreException.class, work).problem();
  }
}
