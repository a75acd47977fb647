package org.understory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.PackageDiff;
import org.understory.model.tree.TreeDiff;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.Repository;

/**
 * The reader inside a running program, with the flags of the runtime image, on the repositories
 * that {@code make-repositories} makes; the objects are in the kernel's cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {
      "-XX:+UseSerialGC",
      "-XX:+UseCompactObjectHeaders",
      "-XX:TieredStopAtLevel=1",
      "--enable-native-access=ALL-UNNAMED"
    })
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class StoreBenchmark {
  /** Where the repositories are; the processes that JMH starts have the same environment. */
  private static final Path FOLDER = Path.of(System.getenv().getOrDefault("UNDERSTORY_BENCH", "."));

  private Path cache = Path.of("");

  /** The index is made by the first reading, which is no part of what is measured. */
  @Setup
  public void makeIndex() throws IOException, StoreException {
    cache = Files.createTempDirectory("understory-bench");
    try (Repository repository = open("log-75000", true)) {
      repository.history(List.of(repository.resolve("main")), _ -> {}, _ -> {}, new Cancellation());
    }
  }

  /** 4 333 changed files of 130 000, repository in mode bare-user. */
  @Benchmark
  public TreeDiff diffSmall() throws StoreException {
    return diff("tree-bare-user", "small");
  }

  /** 27 508 changed files of 130 000, repository in mode bare-user. */
  @Benchmark
  public TreeDiff diffLarge() throws StoreException {
    return diff("tree-bare-user", "large");
  }

  /** 4 333 changed files of 130 000, repository in mode archive. */
  @Benchmark
  public TreeDiff diffSmallArchive() throws StoreException {
    return diff("tree-archive", "small");
  }

  /** Packages of two commits with 2 500 each, repository in mode bare. */
  @Benchmark
  public PackageDiff packagesBare() throws StoreException {
    return packages("packages-bare");
  }

  /** The same in mode bare-user. */
  @Benchmark
  public PackageDiff packagesBareUser() throws StoreException {
    return packages("packages-bare-user");
  }

  /** The same in mode archive. */
  @Benchmark
  public PackageDiff packagesArchive() throws StoreException {
    return packages("packages-archive");
  }

  /** All 142 000 entries, repository in mode bare-user. */
  @Benchmark
  public void walk(Blackhole sink) throws StoreException {
    try (Repository repository = open("tree-bare-user", false)) {
      repository.walk(
          repository.resolve("base"), "/", sink::consume, sink::consume, new Cancellation());
    }
  }

  /** 75 000 commits without an index. */
  @Benchmark
  public void historyFirst(Blackhole sink) throws StoreException {
    history(sink, false);
  }

  /** 75 000 commits out of the index, opening included. */
  @Benchmark
  public void historyAgain(Blackhole sink) throws StoreException {
    history(sink, true);
  }

  private void history(Blackhole sink, boolean index) throws StoreException {
    try (Repository repository = open("log-75000", index)) {
      repository.history(
          List.of(repository.resolve("main")), sink::consume, sink::consume, new Cancellation());
    }
  }

  private TreeDiff diff(String name, String to) throws StoreException {
    try (Repository repository = open(name, false)) {
      return repository.diff(
          repository.resolve("base"), repository.resolve(to), "/", true, new Cancellation());
    }
  }

  private PackageDiff packages(String name) throws StoreException {
    try (Repository repository = open(name, false)) {
      PackageReader reader = new PackageReader(repository);
      return PackageDiff.between(
          reader.list(repository.resolve("from"), new Cancellation()).packages(),
          reader.list(repository.resolve("to"), new Cancellation()).packages());
    }
  }

  private Repository open(String name, boolean index) throws StoreException {
    Path directory = FOLDER.resolve(name);
    return index ? Repository.open(directory, cache) : Repository.open(directory);
  }
}
