package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.Repository;
import org.understory.test.kit.Command;
import org.understory.test.kit.TestRepository;

/** Random histories, with forks, wrong clocks and missing parents, against {@code ostree log}. */
final class HistoryOracleTest {
  /**
   * A commit to be made.
   *
   * @param parent number of an earlier commit, wrapped around, that a new branch begins at; with
   *     none it begins a history of its own
   */
  private record Draft(int branch, long timestamp, OptionalInt parent) {}

  /** {@code gone}: number of the commit that is lost afterwards, wrapped around. */
  @Property(tries = 4, edgeCases = EdgeCasesMode.NONE)
  void every_line_of_history_is_that_of_ostree(
      @ForAll("drafts") List<Draft> drafts, @ForAll @IntRange(max = 100) int gone)
      throws Exception {
    Path folder = Files.createTempDirectory("history");
    try {
      TestRepository repository = TestRepository.create(folder.resolve("repo"), "archive");
      Path tree = Files.createDirectory(folder.resolve("tree"));
      Map<String, Checksum> tips = new TreeMap<>();
      List<Checksum> commits = new ArrayList<>();
      for (Draft draft : drafts) {
        String branch = "b" + draft.branch;
        List<String> options = new ArrayList<>();
        options.add("--timestamp=@" + draft.timestamp);
        options.add("--subject=Number " + commits.size());
        options.add("--add-metadata-string=version=1." + commits.size());
        if (!tips.containsKey(branch) && !commits.isEmpty() && draft.parent.isPresent()) {
          options.add("--parent=" + commits.get(draft.parent.getAsInt() % commits.size()));
        }
        commits.add(repository.commit(branch, tree, options.toArray(String[]::new)));
        tips.put(branch, commits.getLast());
      }
      agree(repository, tips.values(), folder.resolve("cache"));
      Checksum lost = commits.get(gone % commits.size());
      Files.delete(repository.object(lost, "commit"));
      tips.values().removeIf(lost::equals);
      agree(repository, tips.values(), folder.resolve("cache"));
    } finally {
      Command.run(List.of("rm", "-rf", folder.toString()));
    }
  }

  @Provide
  Arbitrary<List<Draft>> drafts() {
    Arbitrary<OptionalInt> parents = Arbitraries.integers().between(0, 100).map(OptionalInt::of);
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            // Close together, so that clocks are wrong and times the same.
            Arbitraries.longs().between(1_600_000_000L, 1_600_000_009L),
            Arbitraries.frequencyOf(
                Tuple.of(3, parents), Tuple.of(1, Arbitraries.just(OptionalInt.empty()))))
        .as(Draft::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  /** At first, and again with what the index knows. */
  private static void agree(TestRepository from, Collection<Checksum> tips, Path cache)
      throws StoreException {
    Map<Checksum, List<String>> logs = new HashMap<>();
    tips.forEach(tip -> logs.put(tip, log(from, tip)));
    for (int time = 0; time < 2; time++) {
      try (Repository repository = Repository.open(from.path(), cache)) {
        for (Checksum tip : tips) {
          assertThat(history(repository, List.of(tip)).stream().map(HistoryOracleTest::text))
              .isEqualTo(logs.get(tip));
        }
        List<Commit> all = history(repository, tips);
        assertChildrenFirst(all);
        assertThat(all.stream().map(HistoryOracleTest::text))
            .containsExactlyInAnyOrderElementsOf(
                logs.values().stream().flatMap(List::stream).distinct().toList());
      }
    }
  }

  private static List<Commit> history(Repository repository, Collection<Checksum> tips)
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

  private static List<String> log(TestRepository repository, Checksum tip) {
    List<String> commits = new ArrayList<>();
    String checksum = "";
    String version = "";
    for (String line : repository.ostree("log", tip.hex()).lines().toList()) {
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
