package org.understory.app.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.control.TreeItem;

/**
 * The rows of a {@link LargeTreeTable}, ready to be shown.
 *
 * @param unfolded keys of the folders whose rows are there
 * @param selected the row, counted from the top, whose key was looked for
 */
record Made<T>(TreeItem<T> root, Set<Object> unfolded, OptionalInt selected) {
  /** Makes them; runs off the thread that draws, which has not seen these items yet. */
  static <T> Made<T> of(
      LargeTreeTable.Source<T> source,
      Optional<Comparator<T>> order,
      Predicate<T> open,
      Function<T, Object> key,
      Optional<Object> selected) {
    Set<Object> unfolded = new HashSet<>();
    TreeItem<T> root = new Item<>(source.root(), true);
    Deque<TreeItem<T>> ahead = new ArrayDeque<>(List.of(root));
    while (!ahead.isEmpty()) {
      TreeItem<T> folder = ahead.pop();
      unfolded.add(key.apply(folder.getValue()));
      folder.setExpanded(true);
      List<T> below = source.below(folder.getValue());
      List<TreeItem<T>> rows = new ArrayList<>(below.size());
      for (T row : order.map(it -> below.stream().sorted(it).toList()).orElse(below)) {
        boolean isFolder = source.isFolder(row);
        TreeItem<T> item = new Item<>(row, isFolder);
        rows.add(item);
        if (isFolder && open.test(row)) {
          ahead.push(item);
        }
      }
      folder.getChildren().setAll(rows);
    }
    OptionalInt row = selected.map(it -> rowOf(it, root, key)).orElse(OptionalInt.empty());
    return new Made<>(root, unfolded, row);
  }

  private static <T> OptionalInt rowOf(Object wanted, TreeItem<T> root, Function<T, Object> key) {
    Deque<TreeItem<T>> ahead = new ArrayDeque<>(root.getChildren());
    for (int row = 0; !ahead.isEmpty(); row++) {
      TreeItem<T> next = ahead.pop();
      if (key.apply(next.getValue()).equals(wanted)) {
        return OptionalInt.of(row);
      }
      next.getChildren().reversed().forEach(ahead::push);
    }
    return OptionalInt.empty();
  }

  /** A row that is a folder also while the rows below it are not made. */
  private static final class Item<T> extends TreeItem<T> {
    private final boolean folder;

    Item(T value, boolean folder) {
      super(value);
      this.folder = folder;
    }

    @Override
    public boolean isLeaf() {
      return !folder;
    }
  }
}
