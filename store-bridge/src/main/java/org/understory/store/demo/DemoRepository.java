package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.understory.model.operation.StoreException;
import org.understory.store.demo.DemoHistory.Branch;
import org.understory.store.packages.SqliteLibrary;

/** Commits the year of branches into a repository, and has a server for it. */
final class DemoRepository {
  private final DemoHistory history;
  private final Path repository;
  private final Path work;
  private final Tool tool;
  private final DemoPool pool;

  /** SQLite writes them, and is native code. */
  private final boolean databases = SqliteLibrary.isPermitted();

  /** A server keeps the newest version that was fetched of each branch, and the one before. */
  private static final String SERVED = "--depth=1";

  private final Map<Branch, List<String>> commits = new HashMap<>();
  private final Map<Map.Entry<DemoPackage, String>, Map<String, DemoEntry>> files =
      new ConcurrentHashMap<>();

  /**
   * Nothing is done yet.
   *
   * @param work a folder for trees, on the same file system as the repository
   */
  DemoRepository(DemoHistory history, Path repository, Path work, Tool tool) {
    this.history = history;
    this.repository = repository;
    this.work = work;
    this.tool = tool;
    this.pool = new DemoPool(work.resolve("pool"));
  }

  /** What can be done once a branch is whole. */
  @FunctionalInterface
  interface Whole {
    /** Its checksums, the oldest first. */
    void use(List<String> checksums) throws StoreException, IOException;
  }

  /**
   * Makes all commits; {@code step} hears of each, by any thread. {@code stableIsWhole} is called
   * when it is, while other branches are not.
   */
  void commit(Runnable step, Whole stableIsWhole) throws StoreException, IOException {
    List<Branch> all = new ArrayList<>(DemoHistory.BRANCHES);
    all.addAll(DemoHistory.PUBLISHED_SINCE);
    for (Branch branch : all) {
      commits.put(branch, new ArrayList<>());
      for (int i = 0; i < branch.commits(); i++) {
        tree(history.commit(branch, i)).values().forEach(pool::add);
      }
    }
    pool.store(repository, tool);
    DemoWorkTree work1 = new DemoWorkTree(work.resolve("tree1"), pool);
    DemoWorkTree work2 = new DemoWorkTree(work.resolve("tree2"), pool);
    Branch stable = DemoHistory.branch(DemoHistory.STABLE);
    // Two at a time, for libostree keeps only one core busy. What the other branches were forked
    // from comes before.
    for (int i = 0; i <= DemoHistory.LAST_FORK; i++) {
      commit(stable, i, work1, step);
    }
    DemoLanes.run(
        () -> {
          for (int i = DemoHistory.LAST_FORK + 1; i < stable.commits(); i++) {
            commit(stable, i, work1, step);
          }
          stableIsWhole.use(of(stable));
          commitAll(DemoHistory.branch(DemoHistory.NETBOOK), work1, step);
        },
        () -> {
          commitAll(DemoHistory.branch(DemoHistory.TESTING), work2, step);
          commitAll(DemoHistory.branch(DemoHistory.NEXT), work2, step);
        });
  }

  /**
   * Makes an archive, as web servers have it, of the newest commits, and commits to it what was
   * published since; {@code step} hears of each of those.
   */
  void serve(Path archive, Runnable step) throws StoreException, IOException {
    tool.ostree("init", "--repo=" + archive, "--mode=archive");
    List<String> pull = new ArrayList<>(List.of("pull-local", "--repo=" + archive));
    pull.addAll(List.of("--disable-fsync", SERVED, repository.toString()));
    DemoHistory.BRANCHES.forEach(branch -> pull.add(branch.name()));
    tool.ostree(pull);
    DemoWorkTree tree = new DemoWorkTree(work.resolve("tree3"), pool);
    for (Branch branch : DemoHistory.PUBLISHED_SINCE) {
      for (int i = 0; i < branch.commits(); i++) {
        commit(branch, i, tree, List.of("--repo=" + archive, "--generate-sizes"));
        step.run();
      }
    }
    tool.ostree("summary", "--repo=" + archive, "--update");
  }

  private void commitAll(Branch branch, DemoWorkTree work, Runnable step)
      throws StoreException, IOException {
    for (int i = 0; i < branch.commits(); i++) {
      commit(branch, i, work, step);
    }
  }

  private void commit(Branch branch, int i, DemoWorkTree work, Runnable step)
      throws StoreException, IOException {
    commit(branch, i, work, List.of("--repo=" + repository, "--devino-canonical"));
    step.run();
  }

  private void commit(Branch branch, int i, DemoWorkTree work, List<String> where)
      throws StoreException, IOException {
    DemoCommit commit = history.commit(branch, i);
    work.become(tree(commit));
    List<String> arguments = new ArrayList<>();
    arguments.add("commit");
    arguments.addAll(where);
    arguments.add("--branch=" + branch.name());
    arguments.add("--tree=dir=" + work.folder());
    arguments.add("--fsync=no");
    arguments.add("--parent=" + parent(branch, i));
    arguments.addAll(commit.arguments());
    of(branch).add(tool.ostree(arguments));
  }

  private Map<String, DemoEntry> tree(DemoCommit commit) {
    Map<String, DemoEntry> tree = new HashMap<>();
    for (DemoPackage each : commit.packages()) {
      // Only the package that names the image depends on the image.
      String version = each.kind() == DemoPackage.Kind.RELEASE ? commit.version() : "";
      tree.putAll(
          files.computeIfAbsent(Map.entry(each, version), key -> DemoTree.of(each, version)));
    }
    if (databases && history.isRecent(commit)) {
      String key = "rpms " + commit.packages() + commit.version();
      tree.put(DemoRpms.PATH, new DemoEntry.File(key, 0644, () -> database(commit)));
    }
    return tree;
  }

  private byte[] database(DemoCommit commit) {
    Map<DemoPackage, Set<String>> packages = new LinkedHashMap<>();
    for (DemoPackage each : commit.packages()) {
      packages.put(each, DemoTree.of(each, "").keySet());
    }
    return new DemoRpms(history).bytes(packages);
  }

  private String parent(Branch branch, int i) {
    if (i > 0) {
      return of(branch).get(i - 1);
    }
    return branch.isFirst() ? "none" : of(DemoHistory.branch(branch.from())).get(branch.at());
  }

  /** What is committed of a branch so far. */
  private List<String> of(Branch branch) {
    return commits.getOrDefault(branch, List.of());
  }
}
