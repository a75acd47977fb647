package org.understory.app.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.understory.model.operation.Cancellation;
import org.understory.model.tree.Change;
import org.understory.model.tree.ChangeTree;

/**
 * The changes that pass the filter.
 *
 * @param changes sorted by path
 * @param tree the same, arranged by folder
 */
public record Sifted(List<Change> changes, ChangeTree.Node tree) {
  /** No changes at all. */
  public static final Sifted NOTHING = new Sifted(List.of(), ChangeTree.of(List.of()));

  /**
   * Which changes are wanted: their kinds, a piece of their path, old or new, and whose they are.
   */
  record Wish(Set<Change.Kind> kinds, String path, Optional<OwnedFiles> only) {
    Wish {
      kinds = Set.copyOf(kinds);
      path = path.strip().toLowerCase(Locale.ROOT);
    }

    boolean fits(Change change) {
      return kinds.contains(change.change())
          && (only.isEmpty() || only.get().has(change))
          && (holds(change.path()) || change.oldPath().map(this::holds).orElse(false));
    }

    private boolean holds(String text) {
      return path.isEmpty() || text.toLowerCase(Locale.ROOT).contains(path);
    }
  }

  /** Sifts and arranges; for many thousand changes this takes too long for the drawing thread. */
  static Sifted of(List<Change> changes, Wish wish, Cancellation cancellation) {
    List<Change> fitting = changes.stream().filter(wish::fits).toList();
    cancellation.check();
    return new Sifted(fitting, ChangeTree.of(fitting));
  }
}
