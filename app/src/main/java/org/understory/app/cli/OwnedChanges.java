package org.understory.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.understory.model.history.Checksum;
import org.understory.model.operation.Cancellation;
import org.understory.model.operation.StoreException;
import org.understory.model.packages.OwnedPaths;
import org.understory.model.tree.Change;
import org.understory.model.tree.TreeDiff;
import org.understory.store.packages.PackageReader;
import org.understory.store.repo.Repository;

/** Those of the changes between two commits that belong to packages. */
record OwnedChanges(Repository repository) {
  /** What packages of these names own on either side. */
  TreeDiff of(TreeDiff diff, List<String> names) throws StoreException {
    List<OwnedPaths> owned = new ArrayList<>();
    PackageReader reader = new PackageReader(repository);
    for (Checksum commit : List.of(diff.from(), diff.to())) {
      owned.add(reader.files(commit, names, new Cancellation()));
    }
    return diff.only(change -> owned.stream().anyMatch(paths -> owns(paths, change)));
  }

  private static boolean owns(OwnedPaths paths, Change change) {
    return paths.has(change.path()) || change.oldPath().filter(paths::has).isPresent();
  }
}
