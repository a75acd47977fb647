package org.understory.store.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.understory.model.operation.StoreException;
import org.understory.store.demo.DemoHistory.Branch;

/** Commits the year of branches into a repository. */
final class DemoRepository {
  private final DemoHistory history;
  private final Path repository;
  private final Path work;
  private final Tool tool;
  private final DemoPool pool;
  private final Map<String, List<String>> commits = new HashMap<>();

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

  /** The checksums of stable, the oldest first; {@code step} hears of each commit of any branch. */
  List<String> commit(Runnable step) throws StoreException, IOException {
    for (Branch branch : DemoHistory.BRANCHES) {
      for (int i = 0; i < branch.commits(); i++) {
        history.commit(branch, i).tree().values().forEach(pool::add);
      }
    }
    pool.store(repository, tool);
    for (Branch branch : DemoHistory.BRANCHES) {
      commit(branch, step);
    }
    return done(DemoHistory.STABLE);
  }

  private void commit(Branch branch, Runnable step) throws StoreException, IOException {
    DemoWorkTree tree = new DemoWorkTree(work.resolve(branch.name().replace('/', '-')), pool);
    List<String> done = done(branch.name());
    for (int i = 0; i < branch.commits(); i++) {
      DemoCommit commit = history.commit(branch, i);
      tree.become(commit.tree());
      List<String> arguments = new ArrayList<>();
      arguments.add("commit");
      arguments.add("--repo=" + repository);
      arguments.add("--branch=" + branch.name());
      arguments.add("--tree=dir=" + tree.folder());
      arguments.add("--devino-canonical");
      arguments.add("--fsync=no");
      arguments.add("--parent=" + parent(branch, i));
      arguments.addAll(commit.arguments());
      done.add(tool.ostree(arguments));
      step.run();
    }
  }

  private List<String> done(String branch) {
    return commits.computeIfAbsent(branch, name -> new ArrayList<>());
  }

  private String parent(Branch branch, int i) {
    if (i > 0) {
      return done(branch.name()).get(i - 1);
    }
    return branch.isFirst() ? "none" : done(branch.from()).get(branch.at());
  }
}
