package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Flaw;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.model.tree.TreeEntry;
import org.understory.store.repo.Repository;
import org.understory.test.kit.TestRepository;

/** What is missing or damaged is told by name, and everything else is shown. */
final class BrokenTreeTest {
  @TempDir Path folder;
  private TestRepository made;
  private Checksum before;
  private Checksum after;

  @BeforeEach
  void makeRepository() throws IOException {
    made = TestRepository.create(folder.resolve("repo"), "archive");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createDirectories(tree.resolve("etc/deep"));
    Files.writeString(tree.resolve("etc/a"), "one");
    Files.writeString(tree.resolve("etc/deep/b"), "two");
    Files.writeString(tree.resolve("top"), "three");
    before = made.commit("before", tree);
    Files.writeString(tree.resolve("etc/a"), "one, changed");
    Files.writeString(tree.resolve("etc/deep/b"), "two, changed");
    Files.writeString(tree.resolve("top"), "three, changed");
    Files.writeString(tree.resolve("new"), "four");
    after = made.commit("after", tree);
  }

  @Test
  void a_missing_file_object_leaves_its_size_unknown() throws Exception {
    String object = delete(after, "/top", "filez");
    try (Repository repository = open()) {
      TreeDiff diff = diff(repository);
      assertThat(paths(diff)).containsExactly("/etc/a", "/etc/deep/b", "/new", "/top");
      assertThat(diff.changes().getLast().sizeBefore()).isEqualTo(5);
      assertThat(diff.changes().getLast().sizeAfter()).isZero();
      assertThat(diff.problems()).hasSize(1).allMatch(it -> names(it, object));
      List<Problem> problems = new ArrayList<>();
      assertThat(walk(repository, problems))
          .containsExactly("/", "/new", "/top", "/etc", "/etc/a", "/etc/deep", "/etc/deep/b");
      assertThat(problems).hasSize(1).allMatch(it -> names(it, object));
    }
  }

  @Test
  void a_missing_folder_is_left_out_with_what_it_holds() throws Exception {
    String object = delete(after, "/etc/deep", "dirtree");
    try (Repository repository = open()) {
      TreeDiff diff = diff(repository);
      assertThat(paths(diff)).containsExactly("/etc/a", "/new", "/top");
      assertThat(diff.problems()).hasSize(1).allMatch(it -> names(it, object));
      List<Problem> problems = new ArrayList<>();
      assertThat(walk(repository, problems))
          .containsExactly("/", "/new", "/top", "/etc", "/etc/a", "/etc/deep");
      assertThat(problems).hasSize(1).allMatch(it -> names(it, object));
    }
  }

  @Test
  void a_damaged_folder_is_told_as_damaged() throws Exception {
    String hex = checksum(after, "/etc/deep");
    Files.writeString(object(hex, "dirtree"), "damage");
    try (Repository repository = open()) {
      assertThat(diff(repository).problems())
          .containsExactly(new Problem.CorruptObject(hex + ".dirtree", Flaw.CHECKSUM_MISMATCH));
    }
  }

  @Test
  void without_the_root_folder_there_is_no_answer() throws Exception {
    String object = delete(after, "/", "dirtree");
    try (Repository repository = open()) {
      assertThatThrownBy(() -> diff(repository))
          .isInstanceOfSatisfying(
              StoreException.class, it -> assertThat(names(it.problem(), object)).isTrue());
      assertThatThrownBy(() -> walk(repository, new ArrayList<>()))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void a_path_that_neither_commit_has_is_told() throws Exception {
    try (Repository repository = open()) {
      for (String path : List.of("/none", "/top/below", "/../etc")) {
        assertThatThrownBy(() -> repository.diff(before, after, path, true, new Cancellation()))
            .as(path)
            .isInstanceOfSatisfying(
                StoreException.class,
                it -> assertThat(it.problem()).isInstanceOf(Problem.NoSuchPath.class));
      }
      assertThat(repository.diff(before, after, "new", true, new Cancellation()).changes())
          .singleElement()
          .returns(Change.Kind.ADDED, Change::change);
    }
  }

  @Test
  void cancelled_work_stops() throws Exception {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    try (Repository repository = open()) {
      assertThatThrownBy(() -> repository.diff(before, after, "/", true, cancelled))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> repository.walk(after, "/", _ -> {}, _ -> {}, cancelled))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void a_bug_in_the_sink_comes_back_to_the_caller() throws Exception {
    try (Repository repository = open()) {
      assertThatThrownBy(
              () ->
                  repository.walk(
                      after,
                      "/",
                      _ -> {
                        throw new IllegalStateException("full");
                      },
                      _ -> {},
                      new Cancellation()))
          .hasMessage("full");
    }
  }

  private Repository open() throws StoreException {
    return Repository.open(made.path());
  }

  private TreeDiff diff(Repository repository) throws StoreException {
    return repository.diff(before, after, "/", true, new Cancellation());
  }

  private List<String> walk(Repository repository, List<Problem> problems) throws StoreException {
    List<String> paths = new ArrayList<>();
    repository.walk(
        after, "/", (TreeEntry it) -> paths.add(it.path()), problems::add, new Cancellation());
    return paths;
  }

  private static List<String> paths(TreeDiff diff) {
    return diff.changes().stream().map(Change::path).toList();
  }

  private static boolean names(Problem problem, String object) {
    return problem instanceof Problem.MissingObject missing && missing.object().startsWith(object);
  }

  private String delete(Checksum commit, String path, String suffix) throws IOException {
    String hex = checksum(commit, path);
    Files.delete(object(hex, suffix));
    return hex;
  }

  private String checksum(Checksum commit, String path) {
    return made.ostree("ls", "-dC", commit.hex(), path).split(" +")[4];
  }

  private Path object(String hex, String suffix) {
    return made.object(Checksum.parse(hex).orElseThrow(), suffix);
  }
}
