package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;
import org.understory.test.kit.OstreeTool;

/** Random histories, with forks, wrong clocks and missing parents, against {@code ostree log}. */
final class HistoryOracleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void every_line_of_history_is_that_of_ostree(int seed) throws Exception {
    Random dice = new Random(seed);
    OstreeTool ostree = OstreeTool.init(folder.resolve("repo"), "archive");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    List<String> commits = new ArrayList<>();
    List<String> branches = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      String branch = "b" + dice.nextInt(4);
      List<String> options = new ArrayList<>();
      options.add("--timestamp=@" + (1_600_000_000L + dice.nextInt(100_000)));
      options.add("--subject=Number " + i);
      options.add("--add-metadata-string=version=1." + i);
      if (!branches.contains(branch) && !commits.isEmpty() && dice.nextInt(4) > 0) {
        options.add("--parent=" + commits.get(dice.nextInt(commits.size())));
      }
      commits.add(ostree.commit(branch, tree, options.toArray(String[]::new)));
      if (!branches.contains(branch)) {
        branches.add(branch);
      }
    }
    agree(ostree, branches);
    String gone = commits.get(dice.nextInt(commits.size() - 4));
    Files.delete(
        ostree
            .repository()
            .resolve("objects/" + gone.substring(0, 2) + "/" + gone.substring(2) + ".commit"));
    branches.removeIf(it -> ostree.run("rev-parse", it).equals(gone));
    agree(ostree, branches);
  }

  private void agree(OstreeTool ostree, List<String> branches) throws StoreException {
    for (int time = 0; time < 2; time++) {
      try (Repository repository = Repository.open(ostree.repository(), folder.resolve("cache"))) {
        List<Checksum> tips = new ArrayList<>();
        for (String branch : branches) {
          Checksum tip = repository.resolve(branch);
          tips.add(tip);
          assertThat(history(repository, List.of(tip)).stream().map(HistoryOracleTest::text))
              .isEqualTo(log(ostree, branch));
        }
        List<Commit> all = history(repository, tips);
        assertChildrenFirst(all);
        assertThat(all.stream().map(HistoryOracleTest::text))
            .containsExactlyInAnyOrderElementsOf(
                branches.stream().flatMap(it -> log(ostree, it).stream()).distinct().toList());
      }
    }
  }

  private static List<Commit> history(Repository repository, List<Checksum> tips)
      throws StoreException {
    List<Commit> commits = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    repository.history(tips, commits::add, problems::add, new Cancellation());
    assertThat(problems).isEmpty();
    return commits;
  }

  private static String text(Commit commit) {
    return commit.checksum() + " " + commit.version().orElseThrow() + " " + commit.subject();
  }

  private static List<String> log(OstreeTool ostree, String branch) {
    List<String> commits = new ArrayList<>();
    String checksum = "";
    String version = "";
    for (String line : ostree.lines("log", branch)) {
      if (line.startsWith("commit ")) {
        checksum = line.substring(7);
      } else if (line.startsWith("Version: ")) {
        version = line.substring(9);
      } else if (line.startsWith("    ")) {
        commits.add(checksum + " " + version + " " + line.strip());
      }
    }
    return commits;
  }

  private static void assertChildrenFirst(List<Commit> commits) {
    Map<Checksum, Integer> places = new HashMap<>();
    for (Commit commit : commits) {
      assertThat(places.put(commit.checksum(), places.size())).isNull();
    }
    for (Commit commit : commits) {
      commit
          .parent()
          .filter(places::containsKey)
          .ifPresent(it -> assertThat(places.get(it)).isGreaterThan(places.get(commit.checksum())));
    }
  }
}
