package org.understory.app.control;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.jspecify.annotations.Nullable;
import org.understory.app.state.Background;
import org.understory.app.state.Latest;
import org.understory.app.state.Result;

/**
 * A tree table that stays quick with many thousand rows. JavaFX makes an object for every row of an
 * unfolded folder and sorts them on the thread that draws, where twenty thousand of them take
 * longer than a frame may; and to put other rows into a root that is shown takes time by their
 * square. So here every change (other rows, a folder unfolded for the first time, another order)
 * makes a whole new root, off that thread, with rows only for what is unfolded.
 */
public abstract class LargeTreeTable<T> extends TreeTableView<T> {
  /**
   * What the rows are. Never changes, since it is asked off the thread that draws; and answers at
   * once, since that thread asks for the folders when all are to be unfolded.
   */
  public interface Source<T> {
    /** The folder around all rows; has no row itself. */
    T root();

    /** Whether rows can be unfolded below this one. */
    boolean isFolder(T row);

    /** The rows below a folder, in the order that they have while no column sorts them. */
    List<T> below(T folder);

    /** Whether a folder is unfolded when the rows are first shown. */
    boolean startsUnfolded(T folder);
  }

  private final Latest making;
  private @Nullable Source<T> source;
  private Set<Object> unfolded = new HashSet<>();
  private boolean changing;

  /** Without rows and columns; rows are made there. */
  protected LargeTreeTable(Background background) {
    making = new Latest(background);
    setShowRoot(false);
    setRoot(new TreeItem<>());
    setSortPolicy(
        table -> {
          remake();
          return true;
        });
  }

  /** What stays the same when a row is made anew. */
  protected abstract Object key(T row);

  /** Something to do when a folder has been unfolded. */
  protected void unfolded(T folder) {}

  /** Something to do when other rows are shown. */
  protected void shown() {}

  /** Whether the selection changes only because rows are made anew. */
  protected final boolean isChanging() {
    return changing;
  }

  /** Shows other rows, from the top. */
  protected final void show(Source<T> fresh) {
    source = fresh;
    Optional<Comparator<T>> order = order();
    making.submit(
        job -> Made.of(fresh, order, fresh::startsUnfolded, this::key, Optional.empty()),
        result -> {
          if (result instanceof Result.Done<Made<T>>(Made<T> made)) {
            // Before the new rows are there: afterwards they would all be laid out twice.
            scrollTo(0);
            adopt(made);
            shown();
          }
        });
  }

  /** Shows the same rows of which more is known now; what is unfolded and selected stays so. */
  protected final void update(Source<T> newer) {
    source = newer;
    remake();
  }

  /** Unfolds a folder and everything below it. */
  protected final void unfoldAll(T folder) {
    if (source != null) {
      Deque<T> ahead = new ArrayDeque<>(List.of(folder));
      while (!ahead.isEmpty()) {
        T next = ahead.pop();
        unfolded.add(key(next));
        source.below(next).stream().filter(source::isFolder).forEach(ahead::push);
      }
      remake();
    }
  }

  /** As JavaFX does it, but without looking at all rows above where nothing is unfolded. */
  @Override
  public @Nullable TreeItem<T> getTreeItem(int row) {
    TreeItem<T> root = getRoot();
    // The superclass asks while it is built, before there is a root.
    if (root == null || root.getChildren().size() != getExpandedItemCount()) {
      return super.getTreeItem(row);
    }
    return row >= 0 && row < root.getChildren().size() ? root.getChildren().get(row) : null;
  }

  /** Makes rows with nothing in them, for those that come to use. */
  public final void rehearse() {
    TreeItem<T> root = new TreeItem<>();
    root.getChildren().add(new TreeItem<>());
    root.setExpanded(true);
    setRoot(root);
  }

  private void remake() {
    Source<T> rows = source;
    if (rows == null) {
      return;
    }
    Set<Object> keys = Set.copyOf(unfolded);
    Optional<Comparator<T>> order = order();
    Optional<Object> selected =
        Optional.ofNullable(getSelectionModel().getSelectedItem())
            .map(item -> key(item.getValue()));
    making.submit(
        job -> Made.of(rows, order, row -> keys.contains(key(row)), this::key, selected),
        result -> {
          if (result instanceof Result.Done<Made<T>>(Made<T> made)) {
            adopt(made);
          }
        });
  }

  private void adopt(Made<T> made) {
    unfolded = made.unfolded();
    made.root().addEventHandler(TreeItem.<T>branchExpandedEvent(), this::opened);
    made.root()
        .addEventHandler(
            TreeItem.<T>branchCollapsedEvent(),
            event -> unfolded.remove(key(event.getTreeItem().getValue())));
    changing = true;
    getSelectionModel().clearSelection();
    setRoot(made.root());
    made.selected().ifPresent(getSelectionModel()::select);
    changing = false;
  }

  private void opened(TreeItem.TreeModificationEvent<T> event) {
    TreeItem<T> item = event.getTreeItem();
    unfolded.add(key(item.getValue()));
    if (item.getChildren().isEmpty()) {
      remake();
      unfolded(item.getValue());
    }
  }

  /** The order that the columns ask for. */
  private Optional<Comparator<T>> order() {
    Comparator<T> order = null;
    for (TreeTableColumn<T, ?> column : getSortOrder()) {
      // Every column of these tables shows the row itself.
      @SuppressWarnings("unchecked")
      Comparator<T> next = (Comparator<T>) column.getComparator();
      if (column.getSortType() == TreeTableColumn.SortType.DESCENDING) {
        next = next.reversed();
      }
      order = order == null ? next : order.thenComparing(next);
    }
    return Optional.ofNullable(order);
  }
}
