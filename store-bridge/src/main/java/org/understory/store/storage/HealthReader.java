package org.understory.store.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.storage.ObjectUse;
import org.understory.model.storage.Usage.Health;
import org.understory.model.storage.Usage.Incomplete;
import org.understory.model.storage.Usage.RepositoryUse;
import org.understory.store.repo.DiskUse;
import org.understory.store.repo.Repository;

/** Sees what is not as it should be in a repository, without reading what files hold. */
final class HealthReader {
  private static final String PARTIAL = ".commitpartial";

  /** Names of missing objects that say nothing more to a person. */
  private static final int MAX_EXAMPLES = 10;

  private final Repository repository;
  private final Cancellation cancellation;

  HealthReader(Repository repository, Cancellation cancellation) {
    this.repository = repository;
    this.cancellation = cancellation;
  }

  RepositoryUse read(ObjectUse objects, Set<Checksum> deployed) throws StoreException {
    List<Checksum> partial = partial();
    List<Incomplete> incomplete = new ArrayList<>();
    for (var each : objects.commits().entrySet()) {
      boolean whole = each.getValue().missing() == 0 && each.getValue().readable();
      boolean expected = partial.contains(each.getKey()) && !deployed.contains(each.getKey());
      if (!whole && !expected) {
        incomplete(each.getKey(), each.getValue().readable()).ifPresent(incomplete::add);
      }
    }
    incomplete.sort(Comparator.comparing(Incomplete::commit));
    Path directory = repository.directory();
    long temporary = leftovers(directory.resolve("tmp"));
    long all = DiskUse.below(directory, cancellation, directory.resolve("objects"));
    return new RepositoryUse(
        objects.count(),
        objects.bytes(),
        objects.shared(),
        objects.branches(),
        objects.unneeded(),
        Math.max(0, all - temporary),
        new Health(partial, incomplete, objects.tombstones(), temporary));
  }

  /** {@code ostree_repo_mark_commit_partial}. */
  private List<Checksum> partial() {
    List<Checksum> commits = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(repository.directory().resolve("state"), "*" + PARTIAL)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        Checksum.parse(name.substring(0, name.length() - PARTIAL.length())).ifPresent(commits::add);
      }
    } catch (IOException none) {
      return commits;
    }
    commits.sort(null);
    return commits;
  }

  /** Empty where what is missing is in a parent repository. */
  private Optional<Incomplete> incomplete(Checksum commit, boolean readable) throws StoreException {
    List<String> missing =
        repository.reachable(List.of(commit), _ -> {}, cancellation).stream()
            .filter(name -> !repository.has(name))
            .sorted()
            .toList();
    return missing.isEmpty() && readable
        ? Optional.empty()
        : Optional.of(
            new Incomplete(
                commit, missing.size(), readable, missing.stream().limit(MAX_EXAMPLES).toList()));
  }

  /** All but summaries of remotes, which are kept there to be asked for again. */
  private long leftovers(Path temporary) {
    long sum = 0;
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(temporary)) {
      for (Path each : inside) {
        if (!each.endsWith("cache")) {
          sum += DiskUse.below(each, cancellation);
        }
      }
    } catch (IOException none) {
      return sum;
    }
    return sum;
  }
}
