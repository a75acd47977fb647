package org.understory.store.repo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.understory.model.history.Checksum;
import org.understory.model.history.Commit;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.Problem;
import org.understory.model.operation.StoreException;
import org.understory.store.repo.DirTree.Entries;

/**
 * Finds the objects that commits need, each folder read once however many commits share it ({@code
 * ostree_repo_traverse_commit} without parents). Files are named, not looked at.
 */
final class Reach {
  private final Objects objects;
  private final Trees trees;
  private final Consumer<Problem> problems;
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private Reach(Objects objects, Consumer<Problem> problems) {
    this.objects = objects;
    this.trees = new Trees(objects);
    this.problems = problems;
  }

  /** See {@link Repository#reachable}. */
  static Set<String> of(
      Objects objects,
      Collection<Checksum> commits,
      Consumer<Problem> problems,
      Cancellation cancellation)
      throws StoreException {
    Reach reach = new Reach(objects, problems);
    List<Checksum> roots = new ArrayList<>();
    for (Checksum commit : commits) {
      reach.commit(commit, roots);
    }
    WorkQueue.run(roots, reach::folder, cancellation);
    return reach.names;
  }

  private void commit(Checksum checksum, List<Checksum> roots) {
    if (!names.add(Objects.name(checksum, ObjectType.COMMIT))) {
      return;
    }
    try {
      Commit commit = CommitParser.parse(checksum, objects.load(checksum, ObjectType.COMMIT));
      names.add(Objects.name(commit.rootMeta(), ObjectType.DIRMETA));
      if (names.add(Objects.name(commit.rootTree(), ObjectType.DIRTREE))) {
        roots.add(commit.rootTree());
      }
    } catch (StoreException e) {
      problems.accept(e.problem());
    }
  }

  private void folder(Checksum checksum, WorkQueue<Checksum> more) {
    DirTree tree;
    try {
      tree = trees.load(checksum);
    } catch (StoreException e) {
      problems.accept(e.problem());
      return;
    }
    Entries files = tree.files();
    for (int i = 0; i < files.count(); i++) {
      names.add(Objects.name(files.checksum(i), ObjectType.FILE));
    }
    Entries folders = tree.folders();
    for (int i = 0; i < folders.count(); i++) {
      names.add(Objects.name(folders.meta(i), ObjectType.DIRMETA));
      if (names.add(Objects.name(folders.checksum(i), ObjectType.DIRTREE))) {
        more.add(folders.checksum(i));
      }
    }
  }
}
