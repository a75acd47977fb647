package org.understory.app.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.understory.model.history.Ancestry;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.history.CommitDetails;
import org.understory.model.history.Ref;
import org.understory.model.history.Variant;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.model.system.Deployment;
import org.understory.model.system.KernelArguments;
import org.understory.model.system.Origin;

/** Commits in memory, written as {@code c<b b<a a}, and refs and deployments of them. */
final class Commits implements CommitSource {
  private final Map<Checksum, Map<String, Variant>> metadata = new HashMap<>();
  private List<Commit> commits;
  int walks;

  /** Runs after each commit of a walk. */
  Runnable afterEach = () -> {};

  Commits(String words) {
    commits = parse(words);
  }

  static Checksum name(String name) {
    return new Checksum(name.hashCode() * 0x9e3779b97f4a7c15L, name.hashCode(), 0, 0);
  }

  static Ref ref(String refspec, String commit) {
    String[] parts = refspec.split(":");
    return parts.length == 2
        ? new Ref(parts[1], Optional.of(parts[0]), Optional.empty(), name(commit))
        : new Ref(refspec, Optional.empty(), Optional.empty(), name(commit));
  }

  static Deployment deployment(int index, String commit, boolean booted) {
    return new Deployment(
        index,
        "os",
        name(commit),
        0,
        Optional.of("v" + commit),
        OptionalLong.empty(),
        new Origin(Optional.empty(), Origin.Source.NONE, Optional.empty()),
        new KernelArguments(List.of()),
        booted,
        false,
        false,
        false,
        !booted,
        index == 0,
        false,
        Deployment.Unlocked.NONE,
        Optional.empty(),
        Optional.empty());
  }

  void set(String words) {
    commits = parse(words);
  }

  void put(String commit, String key, Variant value) {
    metadata.computeIfAbsent(name(commit), c -> new HashMap<>()).put(key, value);
  }

  @Override
  public void history(
      Collection<Checksum> tips,
      Consumer<Commit> sink,
      Consumer<Problem> problems,
      Cancellation cancellation) {
    walks++;
    Ancestry ancestry = Ancestry.of(commits);
    ancestry.reachableFrom(tips).stream()
        .mapToObj(commits::get)
        .forEach(
            commit -> {
              sink.accept(commit);
              afterEach.run();
            });
    for (Checksum tip : tips) {
      if (ancestry.placeOf(tip).isEmpty()) {
        problems.accept(new Problem.MissingObject(tip.hex()));
      }
    }
  }

  @Override
  public CommitDetails details(Checksum commit) throws StoreException {
    Commit found =
        commits.stream()
            .filter(c -> c.checksum().equals(commit))
            .findFirst()
            .orElseThrow(() -> new StoreException(new Problem.MissingObject(commit.hex())));
    return new CommitDetails(
        found, metadata.getOrDefault(commit, Map.of()), Map.of(), Map.of(), false);
  }

  private static List<Commit> parse(String words) {
    List<Commit> commits = new ArrayList<>();
    for (String word : words.strip().split("\\s+")) {
      String[] names = word.split("<");
      commits.add(
          new Commit(
              name(names[0]),
              Arrays.stream(names).skip(1).findFirst().map(Commits::name),
              1_700_000_000L - 86_400L * commits.size(),
              "Subject " + names[0],
              "",
              Optional.of("v" + names[0]),
              Commit.Kind.RELEASE,
              name("tree"),
              name("meta")));
    }
    return commits;
  }
}
