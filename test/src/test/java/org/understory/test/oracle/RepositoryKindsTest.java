package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Ref;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.FileContent;
import org.understory.store.repo.Repository;
import org.understory.store.repo.Verification;
import org.understory.test.kit.Command;
import org.understory.test.kit.CommandRun;
import org.understory.test.kit.Program;
import org.understory.test.kit.TestRepository;

/** What makes a repository unlike the plain one: parents, mirrors, tombstones, odd refs, labels. */
final class RepositoryKindsTest {
  private static final String LABEL = "system_u:object_r:etc_t:s0";

  @TempDir Path folder;
  private TestRepository repository;
  private Path tree;
  private Checksum commit;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = TestRepository.create(folder.resolve("repo"), "bare");
    tree = Files.createDirectories(folder.resolve("tree/etc")).getParent();
    Files.writeString(tree.resolve("etc/file"), "content");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("etc/file"));
    commit = repository.commit("main", tree);
  }

  @Test
  void what_is_not_here_comes_from_the_parent_repository() throws Exception {
    TestRepository child = TestRepository.create(folder.resolve("child"), "archive");
    child.ostree("config", "set", "core.parent", repository.path().toString());
    try (Repository open = child.open()) {
      assertThat(open.resolve("main").hex()).isEqualTo(child.ostree("rev-parse", "main"));
      assertThat(open.resolve(commit.hex().substring(0, 8))).isEqualTo(commit);
      assertThat(open.refs().size()).isEqualTo(child.ostree("refs").lines().count());
      TreeEntry file = open.entry(commit, "/etc/file");
      try (FileContent content = open.content(file.checksum())) {
        assertThat(new String(content.readAllBytes()))
            .isEqualTo(child.ostree("cat", "main", "/etc/file"));
        assertThat(content.verification()).isEqualTo(Verification.VERIFIED);
      }
    }
  }

  @Test
  void a_loop_of_parents_is_refused() {
    TestRepository child = TestRepository.create(folder.resolve("child"), "bare");
    child.ostree("config", "set", "core.parent", repository.path().toString());
    repository.ostree("config", "set", "core.parent", child.path().toString());
    assertThat(trouble(child::open)).isInstanceOf(Problem.UnsupportedRepository.class);
  }

  @Test
  void a_parent_that_is_gone_is_told_by_its_path() {
    String gone = folder.resolve("gone").toString();
    repository.ostree("config", "set", "core.parent", gone);
    assertThat(trouble(repository::open)).isEqualTo(new Problem.NotARepository(gone));
  }

  @Test
  void mirrored_refs_are_listed_with_their_collection() throws Exception {
    Path mirror = repository.path().resolve("refs/mirrors/org.example.Os/os/x86_64");
    Files.createDirectories(mirror);
    Files.writeString(mirror.resolve("stable"), commit.hex() + "\n");
    try (Repository open = repository.open()) {
      assertThat(open.refs())
          .filteredOn(ref -> ref.collection().isPresent())
          .extracting(ref -> "(" + ref.collection().orElseThrow() + ", " + ref.name() + ")")
          .containsExactly(repository.ostree("refs", "--collections"));
      assertThat(open.refs())
          .extracting(Ref::refspec)
          .containsExactly("main", "org.example.Os:os/x86_64/stable");
      assertThat(open.resolve("org.example.Os:os/x86_64/stable")).isEqualTo(commit);
    }
    String repo = "--repo=" + repository.path();
    assertThat(CommandRun.of(folder, "refs", repo).text())
        .contains("org.example.Os:os/x86_64/stable ");
    assertThat(CommandRun.of(folder, "refs", "--json", repo).json().toString())
        .isEqualTo(
            "[{'ref':'main','remote':null,'checksum':'%1$s'},{'ref':'os/x86_64/stable',"
                .concat("'remote':null,'checksum':'%1$s','collection':'org.example.Os'}]")
                .formatted(commit)
                .replace('\'', '"'));
  }

  @Test
  void an_entry_that_cannot_be_read_is_listed_and_its_object_named() throws Exception {
    Checksum file;
    TreeEntry etc;
    try (Repository open = repository.open()) {
      file = open.entry(commit, "/etc/file").checksum();
      etc = open.entry(commit, "/etc");
    }
    Files.delete(repository.object(file, "file"));
    List<Problem> problems = new ArrayList<>();
    try (Repository open = repository.open()) {
      assertThat(open.list(commit, "/etc", problems::add))
          .extracting(it -> it.path() + " " + it.mode())
          .containsExactly("/etc/file 0");
    }
    assertThat(problems).containsExactly(new Problem.MissingObject(file + ".file"));
    Files.delete(repository.object(etc.metaChecksum().orElseThrow(), "dirmeta"));
    CommandRun run = CommandRun.of(folder, "ls", "main", "--repo=" + repository.path());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .contains(etc.metaChecksum().orElseThrow() + ".dirmeta")
        .doesNotContain("\n\tat ");
  }

  @Test
  void the_history_of_a_parent_repository_is_told_each_time() throws Exception {
    Checksum second = repository.commit("main", tree, "--subject=second");
    TestRepository child = TestRepository.create(folder.resolve("child"), "bare");
    child.ostree("config", "set", "core.parent", repository.path().toString());
    Checksum third = child.commit("main", tree, "--parent=" + second, "--subject=third");
    assertThat(history(child, third)).containsExactly(third, second, commit);
    assertThat(history(child, third)).containsExactly(third, second, commit);
    Files.delete(repository.object(commit, "commit"));
    assertThat(history(child, third)).containsExactly(third, second);
    Checksum again = repository.commit("main", tree, "--parent=" + second, "--subject=again");
    assertThat(history(child, third, again)).containsExactlyInAnyOrder(third, again, second);
  }

  private List<Checksum> history(TestRepository from, Checksum... tips) throws StoreException {
    List<Checksum> told = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (Repository open = Repository.open(from.path(), folder.resolve("cache"))) {
      open.history(List.of(tips), it -> told.add(it.checksum()), problems::add, new Cancellation());
    }
    assertThat(problems).isEmpty();
    return told;
  }

  @Test
  void a_deleted_commit_is_told_from_one_that_never_was() throws Exception {
    repository.ostree("config", "set", "core.tombstone-commits", "true");
    Checksum second = repository.commit("main", tree);
    repository.ostree("prune", "--delete-commit=" + commit.hex());
    Problem deleted = new Problem.DeletedCommit(commit.hex());
    try (Repository open = repository.open()) {
      assertThat(open.commit(second).parent()).contains(commit);
      assertThat(trouble(() -> open.commit(commit))).isEqualTo(deleted);
      assertThat(trouble(() -> open.resolve(commit.hex()))).isEqualTo(deleted);
      assertThat(trouble(() -> open.resolve("main^^"))).isEqualTo(deleted);
      assertThat(trouble(() -> open.resolve("0".repeat(64))))
          .isInstanceOf(Problem.UnknownRevision.class);
      assertThat(trouble(() -> open.resolve(second.hex() + "^^"))).isEqualTo(deleted);
    }
  }

  @Test
  void a_commit_whose_pull_did_not_end_is_partial() throws Exception {
    try (Repository open = repository.open()) {
      assertThat(open.details(commit).partial()).isFalse();
      Files.writeString(repository.path().resolve("state/" + commit.hex() + ".commitpartial"), "");
      assertThat(open.details(commit).partial()).isTrue();
    }
  }

  @Test
  void detached_metadata_is_told_apart_from_that_in_the_commit() throws Exception {
    Checksum signed =
        repository.commit(
            "signed", tree, "--add-metadata-string=in=1", "--add-detached-metadata-string=by=2");
    try (Repository open = repository.open()) {
      CommitDetails details = open.details(signed);
      assertThat(details.metadata()).containsKey("in").doesNotContainKey("by");
      assertThat(details.detachedMetadata()).containsOnlyKeys("by");
    }
  }

  @Test
  void bad_refs_are_told_and_the_others_stay() throws Exception {
    Path heads = repository.path().resolve("refs/heads");
    Files.createSymbolicLink(heads.resolve("alias"), Path.of("main"));
    Files.createSymbolicLink(heads.resolve("dangling"), Path.of("nothing"));
    Files.writeString(heads.resolve("empty"), "");
    Files.writeString(heads.resolve("garbage"), "not a checksum\n");
    Files.write(heads.resolve("huge"), new byte[1 << 20]);
    Command.run(List.of("mkfifo", heads.resolve("pipe").toString()));
    List<Problem> problems = new ArrayList<>();
    try (Repository open = repository.open()) {
      assertThat(open.refs(problems::add))
          .extracting(ref -> ref.refspec() + " " + ref.checksum())
          .containsExactly("alias " + commit.hex(), "main " + commit.hex());
    }
    assertThat(problems)
        .extracting(it -> it instanceof Problem.CorruptFile f ? f.path() : it.toString())
        .containsExactly(
            heads.resolve("dangling").toString(),
            heads.resolve("empty").toString(),
            heads.resolve("garbage").toString(),
            heads.resolve("huge").toString(),
            heads.resolve("pipe").toString());
  }

  @Test
  void a_prefix_of_several_commits_is_ambiguous() throws Exception {
    List<Checksum> commits = new ArrayList<>(List.of(commit));
    // Among 17 commits two begin with the same digit.
    while (commits.size() < 17) {
      commits.add(repository.commit("main", tree, "--subject=" + commits.size()));
    }
    String digit =
        commits.stream()
            .map(it -> it.hex().substring(0, 1))
            .filter(d -> commits.stream().filter(it -> it.hex().startsWith(d)).count() > 1)
            .findFirst()
            .orElseThrow();
    List<String> matches =
        commits.stream().map(Checksum::hex).filter(it -> it.startsWith(digit)).sorted().toList();
    try (Repository open = repository.open()) {
      assertThat(trouble(() -> open.resolve(digit)))
          .isEqualTo(new Problem.AmbiguousRevision(digit, matches));
    }
  }

  @Test
  void labels_that_only_the_c_library_shows_are_read_and_verified() throws Exception {
    for (String name : List.of("etc", "etc/file", "link")) {
      assumeAttribute(tree.resolve(name), "security.selinux", LABEL);
    }
    Checksum labelled = repository.commit("labelled", tree);
    try (Repository open = repository.open()) {
      for (String path : List.of("/etc", "/etc/file", "/link")) {
        TreeEntry entry = open.entry(labelled, path);
        assertThat(entry.xattrs()).as(path).extracting(x -> x.name()).contains("security.selinux");
        if (entry.kind() != TreeEntry.Kind.DIRECTORY) {
          try (FileContent content = open.content(entry.checksum())) {
            assertThat(content.verification()).isEqualTo(Verification.VERIFIED);
          }
        }
      }
    }
  }

  @Test
  void who_may_not_see_all_attributes_is_told_so_and_gets_the_file() throws Exception {
    assumeAttribute(tree.resolve("etc/file"), "trusted.example", "hidden");
    repository.commit("trusted", tree);
    List<String> ordinary =
        List.of("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin");
    for (String branch : List.of("main", "trusted")) {
      for (List<String> user : List.of(List.<String>of(), ordinary)) {
        Command.Result result =
            Program.run(
                folder, user, Map.of(), "cat", branch, "/etc/file", "--repo=" + repository.path());
        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(result.text()).isEqualTo("content");
        if (branch.equals("trusted") && user.equals(ordinary)) {
          assertThat(result.errors())
              .startsWith("understory: /etc/file could not be verified: ")
              .hasLineCount(1);
        } else {
          assertThat(result.errors()).isEmpty();
        }
      }
    }
  }

  /** Some attributes only root may write, some not even root in a container. */
  private static void assumeAttribute(Path file, String name, String value) {
    Command.Result set =
        Command.attempt(
            List.of(
                "/usr/bin/python3",
                "-c",
                "import os, sys; os.setxattr(sys.argv[1], sys.argv[2], sys.argv[3].encode(),"
                    + " follow_symlinks=False)",
                file.toString(),
                name,
                value));
    assumeTrue(set.status() == 0, () -> name + " may not be written here: " + set.errors());
  }

  @Test
  void a_pipe_in_place_of_an_object_does_not_stop_the_reader() throws Exception {
    Checksum file;
    try (Repository open = repository.open()) {
      file = open.entry(commit, "/etc/file").checksum();
    }
    for (Path object :
        List.of(repository.object(file, "file"), repository.object(commit, "commit"))) {
      Files.delete(object);
      Command.run(List.of("mkfifo", object.toString()));
    }
    try (Repository open = repository.open()) {
      assertThat(trouble(() -> open.content(file))).isInstanceOf(Problem.CorruptObject.class);
      assertThat(trouble(() -> open.commit(commit))).isInstanceOf(Problem.CorruptObject.class);
    }
  }

  private interface Reading {
    Object run() throws StoreException;
  }

  private static Problem trouble(Reading reading) {
    List<Problem> problems = new ArrayList<>();
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(StoreException.class, e -> problems.add(e.problem()));
    return problems.getFirst();
  }
}
