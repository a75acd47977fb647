package org.understory.test.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.packages.PackageDiff;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.RepositoryMode;
import org.understory.test.kit.TestRepository;

/** How long comparing lists takes that rpm-ostree has written into commits. */
final class PackageListSpeedTest {
  private static final Cancellation NEVER = new Cancellation();

  @TempDir Path folder;

  /** The bound is the project's own; a third of the packages differ, more than in any update. */
  @ParameterizedTest
  @EnumSource
  void two_lists_of_2500_packages_are_compared_within_50_ms(RepositoryMode mode) throws Exception {
    TestRepository repository = EveryMode.create(folder.resolve("large-" + mode), mode);
    Path tree = Files.createDirectories(folder.resolve("large-tree"));
    List<Checksum> commits = new ArrayList<>();
    for (int release : List.of(1, 2)) {
      String packages =
          IntStream.range(0, 2500)
              .mapToObj(
                  i ->
                      "('package%d', '%d', '%d.%d', '%d.fern', 'x86_64')"
                          .formatted(i, i % 9 / 8, i % 40, i, i % 3 == 0 ? release : 1))
              .collect(Collectors.joining(", ", "[", "]"));
      List<String> options = new ArrayList<>(EveryMode.options(mode));
      options.add("--add-metadata=rpmostree.rpmdb.pkglist=" + packages);
      commits.add(repository.commit("main", tree, options.toArray(String[]::new)));
    }
    EveryMode.finish(repository, mode);
    long best = Long.MAX_VALUE;
    try (var open = repository.open()) {
      for (int i = 0; i < 40; i++) {
        PackageReader reader = new PackageReader(open);
        long start = System.nanoTime();
        PackageDiff diff =
            PackageDiff.between(
                reader.list(commits.getFirst(), NEVER).packages(),
                reader.list(commits.getLast(), NEVER).packages());
        best = Math.min(best, System.nanoTime() - start);
        assertThat(diff.upgraded()).hasSize(834);
      }
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(best)).as("milliseconds").isLessThan(50);
  }
}
