package org.understory.app.compare;

import org.understory.model.packages.OwnedPaths;
import org.understory.model.tree.Change;

/** The files of one package, to which the list of changes is narrowed. */
public record OwnedFiles(String name, OwnedPaths paths) {
  /** Whether the package owns the file, before or after. */
  boolean has(Change change) {
    return paths.has(change.path()) || change.oldPath().filter(paths::has).isPresent();
  }
}
